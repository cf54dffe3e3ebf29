import { readFileSync } from 'node:fs';

const MS_PER_TICK = 10;

/** What a process has had of the processor so far, in milliseconds; NaN where the system keeps no /proc (not Linux). */
export function cpuMsOf(pid: number): number {
  try {
    // After the name, which may hold spaces: the 14th and 15th field of proc(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return Number.NaN;
  }
}
