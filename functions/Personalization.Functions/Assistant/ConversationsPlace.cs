using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Limits;
using Personalization.Functions.Privacy;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant;

/// <summary>What people have said to the assistant, and it to them.</summary>
internal sealed class ConversationsPlace(IConversationStore conversations) : IPersonalDataPlace
{
    public string Name => "conversations";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray all = [];
        foreach (PersonKey key in person.Keys)
            foreach (Conversation one in await conversations.OfAsync(key, cancellationToken)) all.Add(JsonSerializer.SerializeToNode(one, ConversationCodec.Default.Conversation));
        return all.Count == 0 ? null : all;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int erased = 0;
        foreach (PersonKey key in person.Keys) erased += await conversations.EraseAsync(key, cancellationToken);
        // Staff and others speak of people too; what names this one goes as a whole.
        PersonSearch search = new(person);
        List<Conversation> mentions = [];
        await foreach (Conversation one in conversations.AllAsync(cancellationToken))
            if (search.IsIn(JsonSerializer.SerializeToUtf8Bytes(one, ConversationCodec.Default.Conversation))) mentions.Add(one);
        foreach (Conversation one in mentions) await conversations.RemoveAsync(one, cancellationToken);
        return erased + mentions.Count;
    }
}

/// <summary>Conversations go when nothing was said in them for a time.</summary>
internal sealed class ConversationRetention(IConversationStore conversations, IOptions<AssistantOptions> options) : IRetentionRule
{
    public Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken) => conversations.SweepAsync(olderThan, cancellationToken);

    public int DaysOf(RetentionOptions retention) => (int)Math.Ceiling(options.Value.KeepDays);
}

/// <summary>Counts of tokens go when their day is over.</summary>
internal sealed class TokenRetention(ITokenLedger ledger) : IRetentionRule
{
    private const int Days = 2;

    public Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken) => ledger.SweepAsync(DateOnly.FromDateTime(olderThan.UtcDateTime), cancellationToken);

    public int DaysOf(RetentionOptions retention) => Days;
}
