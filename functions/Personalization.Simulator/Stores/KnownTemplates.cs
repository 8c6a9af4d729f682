using System.Collections.Concurrent;
using Personalization.Functions.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Simulator.Stores;

/// <summary>The shop's templates, each read once: nobody changes one while a simulation runs.</summary>
internal sealed class KnownTemplates(TemplateStore store) : ITemplateSource
{
    private readonly ConcurrentDictionary<string, MessageTemplate> known = new(StringComparer.Ordinal);

    public async Task<MessageTemplate?> TemplateAsync(string id, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(id, out MessageTemplate? template)) return template;
        return await store.TemplateAsync(id, cancellationToken) is { } found ? known[id] = found : null;
    }
}
