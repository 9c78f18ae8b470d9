// npm routeros-client for the client benchmark.
const { RouterOSClient } = require('routeros-client');

require('./measuring.js')(async (port, tls) => {
  const client = new RouterOSClient({ host: '127.0.0.1', port, user: 'admin', password: 'lab', timeout: 3600, ...(tls ? { tls: { rejectUnauthorized: false } } : {}) });
  const api = await client.connect();
  return {
    small: () => api.menu('/system identity').get(),
    print: async () => {
      const rows = await api.menu('/ip route').get();
      if (!rows.every((row) => row.gateway && row.comment && row.distance === 1 && row.active === true)) throw new Error('the table did not come whole');
      return rows.length;
    },
  };
});
