namespace DualWanPortal.RouterOs.Wire;

/// <summary>What a reader accepts from its peer. Each is checked against what the peer announces, before memory is taken for it.</summary>
/// <param name="MaxWordBytes">Longest word, bytes.</param>
/// <param name="MaxWords">Most words in one sentence.</param>
/// <param name="MaxSentenceBytes">Largest sentence as the sum of its words, bytes.</param>
public sealed record SentenceLimits(int MaxWordBytes = 4 * 1024 * 1024, int MaxWords = 4096, int MaxSentenceBytes = 8 * 1024 * 1024)
{
    public static SentenceLimits Default { get; } = new();
}
