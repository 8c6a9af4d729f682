namespace Personalization.Catalog.Imports;

/// <summary>What became of the line of a finding.</summary>
public enum ImportOutcome
{
    /// <summary>Taken, with something worth telling.</summary>
    Noted,

    /// <summary>Left out, as the mapping says: it is no sale of a product.</summary>
    Skipped,

    /// <summary>Left out because it could not be read.</summary>
    Rejected,
}

/// <summary>One thing about a file that its owner should know.</summary>
/// <param name="Line">Line of the file where the record starts, from 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">A stable name of the kind of finding.</param>
/// <param name="Detail">What was found. Holds no e-mail address.</param>
public sealed record ImportFinding(long Line, ImportOutcome Outcome, string Code, string Detail);

/// <summary>Records of a file, without its header and empty lines. Read = Taken + Skipped + Rejected.</summary>
/// <param name="Read">Records read.</param>
/// <param name="Taken">Records that are in the orders.</param>
/// <param name="Skipped">Records left out as the mapping says.</param>
/// <param name="Rejected">Records that could not be read.</param>
public sealed record ImportCounts(long Read, long Taken, long Skipped, long Rejected);

/// <summary>What was found in a file.</summary>
/// <param name="First">The first findings in the order of the file, at most <see cref="Limit"/>.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="ByCode">How many there are of each code.</param>
public sealed record ImportFindings(IReadOnlyList<ImportFinding> First, long Total, IReadOnlyDictionary<string, long> ByCode)
{
    /// <summary>Findings that are kept.</summary>
    public const int Limit = 1000;
}

/// <summary>Collects findings and counts, and keeps the first of them.</summary>
internal sealed class ImportLedger
{
    private readonly PriorityQueue<ImportFinding, long> last = new(Comparer<long>.Create((one, other) => other.CompareTo(one)));
    private readonly SortedDictionary<string, long> codes = new(StringComparer.Ordinal);
    private long read;
    private long skipped;
    private long rejected;

    public ImportCounts Counts => new(read, read - skipped - rejected, skipped, rejected);

    public ImportFindings Findings => new(
        [.. last.UnorderedItems.Select(item => item.Element).OrderBy(found => found.Line).ThenBy(found => found.Code, StringComparer.Ordinal)],
        codes.Values.Sum(), codes);

    public void Read() => read++;

    public void Note(long line, string code, string detail) => Add(new ImportFinding(line, ImportOutcome.Noted, code, detail));

    public void Skip(long line, string code, string detail, long records = 1)
    {
        skipped += records;
        Add(new ImportFinding(line, ImportOutcome.Skipped, code, detail));
    }

    public void Reject(long line, string code, string detail, long records = 1)
    {
        rejected += records;
        Add(new ImportFinding(line, ImportOutcome.Rejected, code, detail));
    }

    // Whole orders are judged at the end, so the largest line makes room for a smaller one.
    private void Add(ImportFinding finding)
    {
        codes[finding.Code] = codes.GetValueOrDefault(finding.Code) + 1;
        if (last.Count < ImportFindings.Limit) last.Enqueue(finding, finding.Line);
        else last.EnqueueDequeue(finding, finding.Line);
    }
}
