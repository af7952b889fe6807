package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	jsii "github.com/aws/jsii-runtime-go"
	lmi "github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi-go/cdksagemakerlmi"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("LmiQuickStart"), &awscdk.StackProps{
		Env: &awscdk.Environment{Region: jsii.String("us-east-1")},
	})

	lmi.NewLmiEndpoint(stack, jsii.String("Llama2"), &lmi.LmiEndpointProps{
		Model:        lmi.LmiModel_FromHuggingFace(jsii.String("TheBloke/Llama-2-7B-fp16"), nil),
		Backend:      lmi.NewVllmBackend(stack, jsii.String("Vllm"), &lmi.VllmBackendProps{Version: lmi.LmiVersion_V8()}),
		InstanceType: lmi.LmiInstanceType_G5_2XLARGE(),
	})

	app.Synth(nil)
}
