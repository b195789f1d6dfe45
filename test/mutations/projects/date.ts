import {
  BuddhistCalendar,
  CalendarDate,
  CalendarDateTime,
  createCalendar,
  endOfMonth,
  fromAbsolute,
  getDayOfWeek,
  getWeeksInMonth,
  HebrewCalendar,
  IndianCalendar,
  IslamicCivilCalendar,
  isSameMonth,
  isWeekend,
  JapaneseCalendar,
  maxDate,
  parseAbsolute,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  parseZonedDateTime,
  PersianCalendar,
  startOfWeek,
  startOfYear,
  toCalendar,
  toTimeZone,
  toZoned,
} from "./package/index.js";

// @cache persistent
export function inCalendar(text: string, name: string): string {
  const date = toCalendar(parseDate(text), createCalendar(name as never));
  return `${date.era} ${date.year}-${date.month}-${date.day} of ${date.calendar.getDaysInMonth(date)}`;
}

// @cache persistent
export function shifted(text: string, months: number, days: number): string {
  return parseDate(text).add({ months, days }).subtract({ years: 1, weeks: 2 }).toString();
}

// @cache persistent
export function meeting(text: string, zone: string, target: string): string[] {
  const start = toZoned(parseDateTime(text), zone);
  const end = start.add({ hours: 36, minutes: 15 });
  return [start, end, toTimeZone(end, target), end.cycle("hour", 5), end.set({ hour: 2 })].map(String);
}

// @cache persistent
export function hebrewYear(year: number): string[] {
  const date = new CalendarDate(new HebrewCalendar(), year, 1, 1);
  return [date, date.add({ months: 7 }), date.set({ month: 6, day: 40 })].map((day) =>
    toCalendar(day, createCalendar("gregory")).toString(),
  );
}

// @cache persistent
export function told(make: () => unknown): string[] {
  return [make()].flat().map(String);
}

const date = () => parseDate("2024-02-29");
const moment = () => new CalendarDateTime(2023, 12, 31, 23, 59, 58, 999);

export const calls = {
  japanese: () => inCalendar("2019-05-01", "japanese"),
  showa: () => inCalendar("1950-01-15", "japanese"),
  buddhist: () => inCalendar("2024-02-29", "buddhist"),
  persian: () => inCalendar("2024-03-20", "persian"),
  indian: () => inCalendar("2024-03-21", "indian"),
  islamic: () => inCalendar("2024-07-08", "islamic-civil"),
  umalqura: () => inCalendar("2024-07-08", "islamic-umalqura"),
  coptic: () => inCalendar("2024-09-11", "coptic"),
  ethiopic: () => inCalendar("2024-09-11", "ethiopic"),
  taiwan: () => inCalendar("1905-01-01", "roc"),
  hebrew: () => hebrewYear(5784),
  shifted: () => shifted("2024-01-31", 1, 30),
  meeting: () => meeting("2024-03-09T12:00", "America/New_York", "Europe/Berlin"),
  gap: () => told(() => toZoned(parseDateTime("2024-03-10T02:30"), "America/New_York", "later")),
  absolute: () => told(() => parseAbsolute("2021-11-07T09:45:00Z", "America/Los_Angeles")),
  zoned: () => told(() => parseZonedDateTime("2022-10-30T02:30[Europe/Berlin]", "earlier")),
  epoch: () => told(() => fromAbsolute(86_400_000 * 365, "Asia/Tokyo")),
  duration: () => parseDuration("P3Y6M6W4DT12H30M5S"),
  badDuration: () => parseDuration("P"),
  badDate: () => parseDate("2024-13-01"),
  time: () => told(() => parseTime("09:45:30.25").add({ minutes: 75 }).cycle("second", -40)),
  cycle: () => told(() => [date().cycle("month", 11), date().cycle("year", -1), date().cycle("day", 5)]),
  roundCycle: () => told(() => moment().cycle("minute", 7, { round: true })),
  set: () => told(() => moment().set({ month: 2, hour: 25 })),
  addTime: () => told(() => moment().add({ milliseconds: 2, seconds: 61 })),
  weekday: () =>
    told(() => [
      getDayOfWeek(date(), "en-US"),
      getDayOfWeek(date(), "de-DE"),
      getDayOfWeek(date(), "fr", "sat"),
    ]),
  weeks: () => told(() => [getWeeksInMonth(date(), "en-US"), getWeeksInMonth(date(), "de-DE")]),
  week: () => told(() => [String(startOfWeek(date(), "en-US")), String(startOfWeek(date(), "de-DE", "wed"))]),
  bounds: () => told(() => [String(startOfYear(date())), String(endOfMonth(moment()))]),
  weekend: () =>
    told(() => [isWeekend(parseDate("2024-03-01"), "ar-EG"), isWeekend(parseDate("2024-03-02"), "en-US")]),
  compare: () =>
    told(() => [date().compare(parseDate("2024-03-01")), isSameMonth(date(), parseDate("2024-02-01"))]),
  max: () => told(() => maxDate(date(), parseDate("2023-01-01"))),
  names: () =>
    [JapaneseCalendar, BuddhistCalendar, PersianCalendar, IndianCalendar, IslamicCivilCalendar].map(
      (Kind) => {
        const calendar = new Kind();
        return [calendar.identifier, ...calendar.getEras()];
      },
    ),
};
