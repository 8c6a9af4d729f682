namespace Personalization.Events;

/// <summary>Collects what is found about one event while it is read.</summary>
internal sealed class EventFindings(string pointer)
{
    private readonly List<EventFinding> rejections = [];
    private readonly List<EventFinding> corrections = [];

    public bool Rejected => rejections.Count > 0;

    /// <summary>What the event is rejected for comes first.</summary>
    public IReadOnlyList<EventFinding> All => [.. rejections, .. corrections];

    public EventOutcome Outcome => Rejected ? EventOutcome.Rejected : corrections.Count > 0 ? EventOutcome.Corrected : EventOutcome.Accepted;

    public void Correct(string code, string field, string detail) => corrections.Add(new EventFinding(code, Pointer(field), detail));

    public void Reject(string code, string field, string detail) => rejections.Add(new EventFinding(code, Pointer(field), detail));

    /// <summary>A rejection for something outside the event.</summary>
    public void RejectAt(string code, string absolute, string detail) => rejections.Add(new EventFinding(code, absolute, detail));

    private string Pointer(string field) => field.Length == 0 ? pointer : $"{pointer}/{field}";
}
