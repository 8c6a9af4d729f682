using System.Text.Json.Nodes;
using Personalization.Assistant.Proposals;
using Personalization.Events;
using Personalization.Functions.Privacy;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Proposals;

/// <summary>What proposals keep about people: that something was to be done to them.</summary>
internal sealed class ProposalPlace(IProposalStore proposals) : IPersonalDataPlace
{
    public string Name => "proposals";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray all = [];
        foreach (PersonKey key in person.Keys)
            foreach (StoredProposal one in await proposals.OfAsync(key, cancellationToken))
                all.Add(new JsonObject { ["proposal"] = one.Proposal.Id, ["tool"] = one.Proposal.Tool, ["at"] = EventCodec.Text(one.Proposal.MadeAt), ["state"] = one.State.ToString().ToLowerInvariant() });
        return all.Count == 0 ? null : all;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int forgotten = 0;
        foreach (PersonKey key in person.Keys) forgotten += await proposals.ForgetAsync(key, cancellationToken);
        return forgotten;
    }
}

/// <summary>The log of proposals goes after a year.</summary>
internal sealed class ProposalRetention(IProposalStore proposals) : IRetentionRule
{
    private const int Days = 365;

    public Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken) => proposals.SweepAsync(olderThan, cancellationToken);

    public int DaysOf(RetentionOptions options) => Days;
}
