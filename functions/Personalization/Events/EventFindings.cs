namespace Personalization.Events;

/// <summary>Collects what is found about one event while it is read.</summary>
internal sealed class EventFindings(string pointer)
{
    private readonly List<EventFinding> findings = [];

    public bool Rejected { get; private set; }

    public IReadOnlyList<EventFinding> All => findings;

    public EventOutcome Outcome => Rejected ? EventOutcome.Rejected : findings.Count > 0 ? EventOutcome.Corrected : EventOutcome.Accepted;

    public void Correct(string code, string field, string detail) => findings.Add(new EventFinding(code, Pointer(field), detail));

    public void Reject(string code, string field, string detail)
    {
        Rejected = true;
        findings.Add(new EventFinding(code, Pointer(field), detail));
    }

    private string Pointer(string field) => field.Length == 0 ? pointer : $"{pointer}/{field}";
}
