namespace Personalization.Functions.Privacy;

/// <summary>Old exports.</summary>
internal sealed class ExportRetention(PrivacyStore store) : IRetentionRule
{
    public int DaysOf(RetentionOptions options) => options.ExportDays;

    public async Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        List<string> old = [];
        await foreach ((string id, DateTimeOffset at) in store.ExportsAsync(cancellationToken))
            if (at < olderThan) old.Add(id);
        foreach (string id in old) await store.RemoveExportAsync(id, cancellationToken);
        return old.Count;
    }
}
