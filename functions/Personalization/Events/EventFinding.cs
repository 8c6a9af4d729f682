namespace Personalization.Events;

/// <summary>One thing about an event that its sender should know.</summary>
/// <param name="Code">A stable name of the kind of finding.</param>
/// <param name="Pointer">RFC 6901 pointer to the field in the request body.</param>
/// <param name="Detail">What was found and what to do about it.</param>
public sealed record EventFinding(string Code, string Pointer, string Detail);

/// <summary>What became of an event.</summary>
public enum EventOutcome
{
    /// <summary>Taken as it was.</summary>
    Accepted,

    /// <summary>Taken, with the corrections that the findings name.</summary>
    Corrected,

    /// <summary>Not taken; the findings say why.</summary>
    Rejected,

    /// <summary>Not taken: the person wants nothing to be known. It need not be sent again.</summary>
    Suppressed,
}

/// <summary>The verdict on one event of a request.</summary>
/// <param name="Index">Position in the batch, from 0.</param>
/// <param name="MessageId">The event's id where it has one.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Findings">Everything worth telling; empty for a clean event.</param>
/// <param name="Line">The canonical line of the event; empty if it is not taken.</param>
public sealed record EventVerdict(int Index, string? MessageId, EventOutcome Outcome, IReadOnlyList<EventFinding> Findings, ReadOnlyMemory<byte> Line)
{
    /// <summary>Whether the event is taken.</summary>
    public bool IsTaken => Outcome is EventOutcome.Accepted or EventOutcome.Corrected;
}
