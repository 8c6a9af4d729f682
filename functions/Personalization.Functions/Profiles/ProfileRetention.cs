using Azure.Data.Tables;
using Personalization.Functions.Privacy;
using Personalization.Functions.Storage;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles of whom nothing was heard for long: of devices, or of known people.</summary>
internal abstract class ProfileRetention(TableServiceClient tables, IProfileStore store, ProfileUpdater profiles) : IRetentionRule
{
    private readonly TableClient table = tables.GetTableClient("profiles");

    public abstract int DaysOf(RetentionOptions options);

    public async Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        // No row is older than what it says last, so that those written since need not be read.
        string filter = TableClient.CreateQueryFilter($"RowKey eq {ProfileEntity.Row} and Timestamp lt {olderThan}");
        int count = 0;
        await foreach (TableEntity row in table.RowsAsync(filter, ["PartitionKey", "RowKey"], cancellationToken))
        {
            if (!goesOn()) break;
            if (await store.FindKeyAsync(row.PartitionKey, cancellationToken) is not { } key) continue;
            // One that was merged goes with the profile that it was merged into.
            Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
            if (profile.Key == key && Concerns(profile) && profile.LastSeen < olderThan) count += await profiles.DeleteAsync(key, cancellationToken);
        }
        return count;
    }

    /// <summary>Whether it is a profile of the kind that is let go of.</summary>
    protected abstract bool Concerns(Profile profile);
}

/// <inheritdoc/>
internal sealed class AnonymousProfileRetention(TableServiceClient tables, IProfileStore store, ProfileUpdater profiles) : ProfileRetention(tables, store, profiles)
{
    public override int DaysOf(RetentionOptions options) => options.AnonymousProfileDays;

    protected override bool Concerns(Profile profile) => profile.Key.Value.StartsWith("a:", StringComparison.Ordinal);
}

/// <inheritdoc/>
internal sealed class KnownProfileRetention(TableServiceClient tables, IProfileStore store, ProfileUpdater profiles) : ProfileRetention(tables, store, profiles)
{
    public override int DaysOf(RetentionOptions options) => options.KnownProfileDays;

    protected override bool Concerns(Profile profile) => !profile.Key.Value.StartsWith("a:", StringComparison.Ordinal);
}
