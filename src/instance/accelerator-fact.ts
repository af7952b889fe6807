import { SizeRoundingBehavior } from 'aws-cdk-lib';
import { AcceleratorProps } from './accelerator-props';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, knownNow, needed, NUMBER, PropKinds, SIZE, STRING, wordOf } from '../checks/prop-kinds';
import { isUnresolved } from '../checks/tokens';
import { AcceleratorFact, AcceleratorKind } from '../facts/accelerators';

const KINDS: PropKinds<AcceleratorProps> = {
  name: needed(knownNow(STRING), 'pass the name that its manufacturer uses'),
  memory: needed(SIZE, 'pass the memory of one device as it reports it'),
  kind: knownNow(wordOf(AcceleratorKind)),
  coresPerDevice: knownNow(NUMBER),
  supportsBf16: knownNow(FLAG),
  supportsFp8: knownNow(FLAG),
};

/** A fact row from the user's description of an accelerator. */
export function acceleratorFact(facts: AcceleratorProps): AcceleratorFact {
  const problems = new Problems('Accelerator');
  const props: Partial<AcceleratorProps> = checkedProps(problems, facts, KINDS);
  problems.pattern('name', props.name, /./, 'the name of the accelerator', 'pass the name that its manufacturer uses');
  if (isUnresolved(props.memory)) {
    problems.invalid('memory', props.memory, 'known at synth time', 'pass the memory of one device as it reports it');
  }
  problems.number('coresPerDevice', props.coresPerDevice, { min: 1 }, 'pass the NeuronCores of one device');
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
