import { TimeZone } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { LmiOfficeHoursProps } from './lmi-office-hours-props';
import { Problems } from '../checks/problems';
import { checkedProps, ownChecks, PropKinds } from '../checks/prop-kinds';
import { isNumber } from '../checks/tokens';

const KINDS: PropKinds<LmiOfficeHoursProps> = ownChecks('timeZone', 'start', 'end', 'days', 'capacity');

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const WORKING_DAYS = DAYS.slice(0, 5);
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** The bounds of scaling, and the lowest minimum that SageMaker allows. */
interface OfficeBounds {
  readonly minCapacity?: number;
  readonly maxCapacity: number;
  readonly fewest: number;
}

/** The changes at the beginning and the end of office hours; undefined if there are problems. */
export function officeHours(
  problems: Problems, props: LmiOfficeHoursProps, { minCapacity, maxCapacity, fewest }: OfficeBounds,
): { readonly open: scaling.ScalingSchedule; readonly close: scaling.ScalingSchedule } | undefined {
  checkedProps(problems, props, KINDS);
  const { start, end, timeZone, days = WORKING_DAYS } = props ?? {};
  const capacity = props?.capacity ?? (isNumber(minCapacity) ? Math.max(1, minCapacity) : 1);
  const zone = zoneOf(problems, timeZone);
  const [from, to] = [timeOf(problems, 'start', start), timeOf(problems, 'end', end)];
  if (from !== undefined && to !== undefined && from.minutes === to.minutes) {
    problems.invalid('end', end, 'another time than start', 'choose when capacity is removed');
  }
  const wrong = Array.isArray(days) ? days.find((day) => !DAYS.includes(day)) : undefined;
  if (!Array.isArray(days) || days.length === 0 || wrong !== undefined) {
    problems.invalid('days', wrong ?? days, `days of the week: ${DAYS.join(', ')}`, 'pass at least one day');
  }
  const max = isNumber(maxCapacity) ? { max: maxCapacity } : {};
  problems.number('capacity', props?.capacity, { min: 1, ...max }, 'pass the capacity for office hours, at most the maxCapacity of the scaling');
  if (problems.count > 0) {
    return undefined;
  }
  const at = (time: Time, weekDays: readonly string[], min: number, most: number): scaling.ScalingSchedule => ({
    schedule: scaling.Schedule.cron({ minute: String(time.minute), hour: String(time.hour), weekDay: weekDays.join(',') }),
    timeZone: zone, minCapacity: min, maxCapacity: most,
  });
  const chosen = DAYS.filter((day) => days.includes(day));
  const closing = to!.minutes > from!.minutes ? chosen : DAYS.filter((_, index) => chosen.includes(DAYS[(index + 6) % 7]));
  return { open: at(from!, chosen, capacity, maxCapacity), close: at(to!, closing, fewest, fewest) };
}

function zoneOf(problems: Problems, timeZone: unknown): TimeZone | undefined {
  const remedy = 'pass a TimeZone such as TimeZone.EUROPE_BERLIN';
  if (!problems.required('timeZone', timeZone, remedy)) {
    return undefined;
  }
  // JavaScript callers may pass a name.
  const zone = typeof timeZone === 'string' ? TimeZone.of(timeZone) : timeZone as TimeZone;
  if (typeof zone.timezoneName !== 'string') {
    problems.invalid('timeZone', timeZone, 'a TimeZone', remedy);
  }
  return zone;
}

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly minutes: number;
}

function timeOf(problems: Problems, name: 'start' | 'end', text: string): Time | undefined {
  const [, hour, minute] = TIME.exec(typeof text === 'string' ? text : '') ?? [];
  if (hour === undefined) {
    problems.invalid(name, text, 'a time of day', 'pass hours and minutes, such as 08:30');
    return undefined;
  }
  return { hour: Number(hour), minute: Number(minute), minutes: Number(hour) * 60 + Number(minute) };
}
