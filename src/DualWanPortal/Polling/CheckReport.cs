using System.Collections.Immutable;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

public enum CheckVerdict { Good, Warning, Bad, Unknown }

/// <summary>One question to the router: what it answered, in its own words, beside what that means.</summary>
/// <param name="Subject">For example <c>Routes</c>, <c>NAT</c>, <c>Ping by ether1</c>.</param>
/// <param name="Sentence">What the answer means, in one sentence.</param>
/// <param name="Command">What was asked, as one would type it.</param>
/// <param name="Raw">The router's rows in order, one line each; never a secret.</param>
public sealed record CheckAnswer(string Subject, CheckVerdict Verdict, string Sentence, string Command, ImmutableArray<string> Raw, TimeSpan Took);

/// <summary>All answers of one check.</summary>
/// <param name="Failure">Why the router could not be asked at all; then there are no answers.</param>
public sealed record CheckReport(DateTimeOffset At, TimeSpan Took, RouterFailure? Failure, ImmutableArray<CheckAnswer> Answers);
