using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles.Texts;

/// <summary>
/// Reads reviews and chats for what matters to who wrote them, and tells of it as events. The same text gives the same messageId, so that telling it
/// again does nothing. Events without a text, that is nearly all, cost nothing.
/// </summary>
internal sealed class TextAftermath(ProfileUpdater profiles, TopicStore topics, ICatalogStore catalog, TextStatements statements, IEventQueue queue) : IEventAftermath
{
    public async Task SettleAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        ShopEvent[] texts = [.. events.Where(one => TextStatements.TextOf(one) is not null)];
        if (texts.Length == 0) return;
        StoredTopics known = await topics.LoadAsync(cancellationToken);
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        List<ReadOnlyMemory<byte>> lines = [];
        foreach (ShopEvent text in texts)
        {
            Profile profile = (await profiles.ResolveAsync(PersonKey.Of(text), cancellationToken)).Profile;
            if (statements.Line(profile, text, products, known.Extractor) is { } line) lines.Add(line);
        }
        if (lines.Count > 0) await queue.EnqueueAsync(lines, cancellationToken);
    }
}
