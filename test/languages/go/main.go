package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	jsii "github.com/aws/jsii-runtime-go"
	lmi "github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi-go/cdksagemakerlmi"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Chat"), &awscdk.StackProps{
		Env: &awscdk.Environment{Region: jsii.String("us-east-1")},
	})

	endpoint := lmi.NewLmiEndpoint(stack, jsii.String("Qwen3"), &lmi.LmiEndpointProps{
		Model:        lmi.LmiModel_FromHuggingFace(jsii.String("Qwen/Qwen3-8B"), nil),
		InstanceType: lmi.LmiInstanceType_G6E_2XLARGE(),
	})
	endpoint.AutoScaleInstanceCount(&lmi.LmiInstanceScalingProps{MaxCapacity: jsii.Number(4)}).
		ScaleOnConcurrentRequests(jsii.String("Load"), &lmi.LmiConcurrencyScalingProps{TargetRequests: jsii.Number(24)})

	app.Synth(nil)
}
