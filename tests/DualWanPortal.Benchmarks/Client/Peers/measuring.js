// What the two Node.js clients share: reads lines 'FIGURE SECONDS', answers each with one line of JSON.
const readline = require('readline');

/** connect(port, tls) gives { print, small }: one print with its rows looked at (resolves to their number), one small command. */
module.exports = async (connect) => {
  const [quick, delayed, tls] = process.argv.slice(2, 5).map(Number);
  const [plain, slow, secured] = [await connect(quick, false), await connect(delayed, false), await connect(tls, true)];
  const one = (client) => async () => { await client.small(); return 1; };
  const figures = {
    bulk: plain.print, sequential: one(plain), sequentialOneCore: one(plain), sequentialDelayed: one(slow), inFlight64: one(plain), bulkTls: secured.print, sequentialTls: one(secured),
  };
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [figure, seconds] = line.split(' ');
    const [cpu, started] = [process.cpuUsage(), process.hrtime.bigint()];
    const elapsed = () => Number(process.hrtime.bigint() - started) / 1e9;
    const repeat = async () => {
      let units = 0;
      while (elapsed() < Number(seconds)) units += await figures[figure]();
      return units;
    };
    const all = await Promise.all(Array.from({ length: figure === 'inFlight64' ? 64 : 1 }, repeat));
    const used = process.cpuUsage(cpu);
    console.log(JSON.stringify({ units: all.reduce((sum, units) => sum + units), seconds: elapsed(), cpuSeconds: (used.user + used.system) / 1e6 }));
  }
};
