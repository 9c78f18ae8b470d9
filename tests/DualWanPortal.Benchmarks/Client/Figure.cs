namespace DualWanPortal.Benchmarks.Client;

/// <summary>What is measured of every client.</summary>
internal enum Figure
{
    /// <summary>Rows of a large print.</summary>
    Bulk,

    /// <summary>Small commands one after the other.</summary>
    Sequential,

    /// <summary>
    /// The same with client and server held on one core. A thread that blocks and is woken from another core waits for that longer than all else takes; whether it is,
    /// the system chooses anew with each change of its load, so both are measured.
    /// </summary>
    SequentialOneCore,

    /// <summary>Small commands one after the other before a peer that delays its acknowledgements: who writes a command in pieces waits 40 ms for each.</summary>
    SequentialDelayed,

    /// <summary>Small commands with 64 under way on one connection.</summary>
    InFlight64,

    /// <summary>Rows of a large print over TLS.</summary>
    BulkTls,

    /// <summary>Small commands one after the other over TLS.</summary>
    SequentialTls,
}
