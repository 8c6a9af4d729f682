using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>The answer to a capture request: Segment's <c>success</c>, and what became of each event.</summary>
internal sealed record CaptureAnswer(bool Success, int Accepted, int Corrected, int Rejected, int? Suppressed, IReadOnlyList<VerdictBody> Events)
{
    public static CaptureAnswer From(IReadOnlyList<EventVerdict> verdicts) => new(
        true, Count(verdicts, EventOutcome.Accepted), Count(verdicts, EventOutcome.Corrected), Count(verdicts, EventOutcome.Rejected),
        Count(verdicts, EventOutcome.Suppressed) is > 0 and var suppressed ? suppressed : null,
        [.. verdicts.Select(VerdictBody.From)]);

    private static int Count(IReadOnlyList<EventVerdict> verdicts, EventOutcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
}

/// <summary>What became of one event.</summary>
internal sealed record VerdictBody(int Index, string? MessageId, string Verdict, IReadOnlyList<EventFinding>? Findings)
{
    public static VerdictBody From(EventVerdict verdict) => new(
        verdict.Index, verdict.MessageId,
        verdict.Outcome switch
        {
            EventOutcome.Accepted => "accepted",
            EventOutcome.Corrected => "corrected",
            EventOutcome.Suppressed => "suppressed",
            _ => "rejected",
        },
        verdict.Findings.Count == 0 ? null : verdict.Findings);
}
