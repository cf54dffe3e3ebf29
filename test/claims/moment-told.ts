/** Whether a text tells a moment by the calendar and the clock of Tehran. @param iso as the file has it */
export const momentOf = (iso: string) => (told: string) => {
  const parts = new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
    ...{ timeZone: 'Asia/Tehran', day: 'numeric', year: 'numeric', month: 'long', weekday: 'long' },
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  const date = `${part('day')} ${part('month')} ${part('year')}`;
  return told.includes(date) && told.endsWith(`${part('hour')}:${part('minute')}`);
};
