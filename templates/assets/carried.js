/** Stands in for load.js on a page that carries all scripts with it. */
import * as reading from "./reading.js";

/** What helps with reading: nothing else is loaded by such a page. */
export const load = async () => reading;
