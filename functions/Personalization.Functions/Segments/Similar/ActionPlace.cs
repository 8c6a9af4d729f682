using System.Text.Json.Nodes;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>What the actions keep about people: that one was done to them.</summary>
internal sealed class ActionPlace(IActionStore actions) : IPersonalDataPlace
{
    public string Name => "actions";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray all = [];
        foreach (PersonKey key in person.Keys)
            foreach (string id in await actions.OfAsync(key, cancellationToken))
                if ((await actions.FindAsync(id, cancellationToken))?.Action is { } action)
                    all.Add(new JsonObject { ["action"] = id, ["tag"] = action.Tag, ["at"] = EventCodec.Text(action.At), ["undone"] = action.UndoneAt is not null });
        return all.Count == 0 ? null : all;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int erased = 0;
        foreach (PersonKey key in person.Keys) erased += await actions.ForgetAsync(key, cancellationToken);
        return erased;
    }
}
