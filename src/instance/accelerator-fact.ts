import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { given } from '../checks/given';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { AcceleratorFact, AcceleratorKind } from '../facts/accelerators';

/** The parts of `AcceleratorProps` that become a fact. */
interface Props {
  readonly name: string;
  readonly memory: Size;
  readonly kind?: AcceleratorKind;
  readonly coresPerDevice?: number;
  readonly supportsBf16?: boolean;
  readonly supportsFp8?: boolean;
}

/** A fact row from what a user knows of an accelerator. */
export function acceleratorFact(facts: Props): AcceleratorFact {
  const props: Partial<Props> = given(facts);
  const problems = new Problems('Accelerator');
  if (typeof props.name !== 'string' || props.name === '') {
    problems.invalid('name', props.name, 'the name of the accelerator', 'give the name that its maker uses');
  }
  if (!(props.memory instanceof Size) || isUnresolved(props.memory)) {
    problems.invalid('memory', props.memory, 'a Size that is known at synth', 'give the memory of one device as it reports it');
  }
  problems.number('coresPerDevice', props.coresPerDevice, { min: 1 }, 'give the NeuronCores of one device');
  if (props.kind !== undefined && !Object.values(AcceleratorKind).includes(props.kind)) {
    problems.invalid('kind', props.kind, `one of ${Object.values(AcceleratorKind).join(', ')}`, 'take a constant of AcceleratorKind');
  }
  problems.throwIfAny();
  return {
    name: facts.name,
    kind: props.kind ?? AcceleratorKind.GPU,
    memoryGib: facts.memory.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
    year: Number.POSITIVE_INFINITY,
    bf16: props.supportsBf16 ?? true,
    fp8: props.supportsFp8 ?? false,
    cores: props.coresPerDevice,
  };
}
