using Personalization.Audiences;
using Personalization.Functions.Privacy;
using Personalization.Functions.Segments;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Functions.Audiences;

/// <summary>Some rows of a list, and the key behind which the next ones are; null where there are no more.</summary>
internal sealed record AudiencePage(DateTimeOffset At, IReadOnlyList<AudienceRow> Rows, string? Next);

/// <summary>
/// Makes lists of members. Members are read where passes leave them; whoever had agreed by then is looked at once more, one read each, since the
/// snapshot may be a day old and no list may bear somebody who has taken a yes back.
/// </summary>
/// <param name="counter">Members.</param>
/// <param name="profiles">Profiles as they are now.</param>
/// <param name="suppressed">People of whom nothing is taken in.</param>
public sealed class AudienceExport(SegmentCounter counter, IProfileStore profiles, SuppressedPeople suppressed)
{
    private const int Page = 1_000;
    private const int AtOnce = 8;

    /// <summary>Rows behind a key; null before there is a snapshot. A page may be short, or empty, before the end.</summary>
    internal async Task<AudiencePage?> PageAsync(string segment, AdNetwork network, string? after, CancellationToken cancellationToken)
    {
        if (await counter.MembersAsync(segment, after, Page, cancellationToken) is not { } page) return null;
        PopulationPerson[] candidates = [.. page.Members.Where(one => AudienceRow.Of(one.Profile, network) is not null)];
        AudienceRow?[] rows = new AudienceRow?[candidates.Length];
        await Parallel.ForAsync(0, candidates.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, async (place, token) =>
            rows[place] = await RowAsync(segment, network, candidates[place].Profile.Key, token));
        return new AudiencePage(page.At, [.. rows.OfType<AudienceRow>()], page.Next);
    }

    private async Task<AudienceRow?> RowAsync(string segment, AdNetwork network, PersonKey person, CancellationToken cancellationToken)
    {
        StoredProfile now = await profiles.LoadLatestAsync(person, cancellationToken);
        // Whoever was taken in by another is that one, who comes with the next pass.
        bool isMember = now.Profile.MergedInto is null && now.Memberships.In.ContainsKey(segment);
        return isMember && !await suppressed.HoldAsync(NamesOf(now.Profile), cancellationToken) ? AudienceRow.Of(now.Profile, network) : null;
    }

    private static IEnumerable<string> NamesOf(Profile profile)
    {
        yield return PersonNames.Of(profile.Key);
        foreach (string absorbed in profile.Absorbed) yield return PersonNames.Of(new PersonKey(absorbed));
        foreach (string device in profile.Devices) yield return PersonNames.Of(PersonKey.Anonymous(device));
        foreach (string trait in (string[])["email", "phone"])
            if (PersonTraits.Text(profile, trait) is { } address) yield return PersonNames.OfAddress(address);
    }
}
