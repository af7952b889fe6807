import io.github.cdksagemakerlmi.LmiConcurrencyScalingProps;
import io.github.cdksagemakerlmi.LmiEndpoint;
import io.github.cdksagemakerlmi.LmiInstanceScalingProps;
import io.github.cdksagemakerlmi.LmiInstanceType;
import io.github.cdksagemakerlmi.LmiModel;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

public final class QuickStart {
  public static void main(final String[] args) {
    App app = new App();
    Stack stack = new Stack(app, "Chat", StackProps.builder()
        .env(Environment.builder().region("us-east-1").build())
        .build());

    LmiEndpoint endpoint = LmiEndpoint.Builder.create(stack, "Qwen3")
        .model(LmiModel.fromHuggingFace("Qwen/Qwen3-8B"))
        .instanceType(LmiInstanceType.G6_E_2_XLARGE)
        .build();
    endpoint.autoScaleInstanceCount(LmiInstanceScalingProps.builder().maxCapacity(4).build())
        .scaleOnConcurrentRequests("Load", LmiConcurrencyScalingProps.builder().targetRequests(24).build());

    app.synth();
  }

  private QuickStart() {
  }
}
