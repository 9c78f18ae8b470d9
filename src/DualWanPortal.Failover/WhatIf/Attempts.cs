namespace DualWanPortal.Failover.WhatIf;

/// <summary>On a line that loses packets one silent try proves nothing.</summary>
internal static class Attempts
{
    private const int Most = 8;

    public static bool Any(Func<bool> answered)
    {
        for (var attempt = 0; attempt < Most; attempt++)
        {
            if (answered())
                return true;
        }
        return false;
    }
}
