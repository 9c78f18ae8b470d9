// npm node-routeros for the client benchmark.
const { RouterOSAPI } = require('node-routeros');

require('./measuring.js')(async (port, tls) => {
  const api = new RouterOSAPI({ host: '127.0.0.1', port, user: 'admin', password: 'lab', timeout: 3600, ...(tls ? { tls: { rejectUnauthorized: false } } : {}) });
  await api.connect();
  return {
    small: () => api.write('/system/identity/print'),
    print: async () => {
      const rows = await api.write('/ip/route/print');
      if (!rows.every((row) => row.gateway && row.comment && row.distance === '1' && row.active === 'true')) throw new Error('the table did not come whole');
      return rows.length;
    },
  };
});
