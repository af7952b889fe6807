import io.github.cdksagemakerlmi.LmiEndpoint;
import io.github.cdksagemakerlmi.LmiInstanceType;
import io.github.cdksagemakerlmi.LmiModel;
import io.github.cdksagemakerlmi.LmiVersion;
import io.github.cdksagemakerlmi.VllmBackend;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

public final class QuickStart {
  public static void main(final String[] args) {
    App app = new App();
    Stack stack = new Stack(app, "LmiQuickStart", StackProps.builder()
        .env(Environment.builder().region("us-east-1").build())
        .build());

    LmiEndpoint.Builder.create(stack, "Llama2")
        .model(LmiModel.fromHuggingFace("TheBloke/Llama-2-7B-fp16"))
        .backend(VllmBackend.Builder.create(stack, "Vllm").version(LmiVersion.V8).build())
        .instanceType(LmiInstanceType.G5_2_XLARGE)
        .build();

    app.synth();
  }

  private QuickStart() {
  }
}
