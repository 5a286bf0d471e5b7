// <local-time near>: shows the <time> in it as the viewer's calendar has it; `near`: of today and yesterday with the hour.

const DAY = 86_400_000; // ms
// "en" alone would be American: the viewer's own kind of the page's language, if their browser names one.
const PAGE = document.documentElement.lang;
const LANGUAGE = navigator.languages.find((one) => one.startsWith(PAGE)) ?? PAGE;
const day = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long" });
const hour = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short" });
const both = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long", timeStyle: "short" });
const near = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });

export class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime ?? "");
    if (!time || Number.isNaN(moment.getTime())) return;
    time.textContent = this.hasAttribute("near") ? nearly(moment, new Date()) : day.format(moment);
    time.title = both.format(moment);
  }
}

/**
 * @param {Date} moment
 * @param {Date} now
 */
function nearly(moment, now) {
  const days = Math.round((midnight(moment) - midnight(now)) / DAY);
  return days === 0 || days === -1
    ? `${near.format(days, "day")}, ${hour.format(moment)}`
    : day.format(moment);
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

customElements.define("local-time", LocalTime);
