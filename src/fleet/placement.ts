import { plural } from '../checks/plural';

/** Resources of one component at its minimum number of copies. */
export interface Demand {
  readonly name: string;
  readonly copies: number;
  readonly devices: number;
  readonly memoryMib: number;
}

/** Resources of the fleet's instances; undefined if unknown. */
export interface Supply {
  readonly name: string;
  readonly devices?: number;
  readonly memoryMib?: number;
  readonly instances: number;
}

/** Why the copies do not all fit, with the arithmetic; undefined if they do. */
export function shortage(demands: readonly Demand[], supply: Supply): string | undefined {
  const needed = demands.filter((demand) => demand.copies > 0);
  const devices = total(needed, 'devices');
  const memory = total(needed, 'memoryMib');
  const sums = `with the minimum number of copies, the models need ${plural(devices, 'accelerator')} (${listed(needed, 'devices')}) `
    + `and ${memory} MiB of host memory (${listed(needed, 'memoryMib')})`;
  const accelerators = supply.devices === undefined ? 'an unknown number of accelerators' : plural(supply.instances * supply.devices, 'accelerator');
  const has = `${supply.instances} × ${supply.name} has ${accelerators} and ${times(supply.instances, supply.memoryMib)} MiB`;
  const isOver = devices > supply.instances * (supply.devices ?? Infinity) || memory > supply.instances * (supply.memoryMib ?? Infinity);
  if (isOver) {
    return `${sums}, but ${has}`;
  }
  const instances = pack(needed, supply);
  return instances <= supply.instances ? undefined
    : `${sums}, and ${has}, but a copy does not span instances, so they need ${instances} of them`;
}

/** Number of instances that the copies fill, placed by first fit, largest first. */
function pack(demands: readonly Demand[], supply: Supply): number {
  const free: { devices: number; memoryMib: number }[] = [];
  for (const { copies, devices, memoryMib } of [...demands].sort((a, b) => b.devices - a.devices || b.memoryMib - a.memoryMib)) {
    for (let copy = 0; copy < copies && free.length <= supply.instances; copy++) {
      let place = free.find((instance) => instance.devices >= devices && instance.memoryMib >= memoryMib);
      if (!place) {
        place = { devices: supply.devices ?? Infinity, memoryMib: supply.memoryMib ?? Infinity };
        free.push(place);
      }
      place.devices -= devices;
      place.memoryMib -= memoryMib;
    }
  }
  return free.length;
}

function total(demands: readonly Demand[], of: 'devices' | 'memoryMib'): number {
  return demands.reduce((sum, demand) => sum + demand.copies * demand[of], 0);
}

/** What each model needs: its copies, and how much of each. */
function listed(demands: readonly Demand[], of: 'devices' | 'memoryMib'): string {
  return demands.map((demand) => `${demand.name}: ${demand.copies} × ${demand[of]}`).join(', ');
}

function times(instances: number, each?: number): string {
  return each === undefined ? 'an unknown number of' : String(instances * each);
}
