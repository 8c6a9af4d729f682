using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Limits;
using Personalization.Events.Decisions;
using Personalization.Functions.Events;

namespace Personalization.Functions.Assistant;

/// <summary>What a model may cost in a day: for one visitor, for one address, and for all.</summary>
public sealed class ModelBudget
{
    private readonly ITokenLedger ledger;
    private readonly AssistantOptions options;
    private readonly byte[] secret;

    /// <summary>By its services.</summary>
    public ModelBudget(ITokenLedger ledger, IOptions<AssistantOptions> options, IOptions<DecisionOptions> secrets)
    {
        (this.ledger, this.options) = (ledger, options.Value);
        secret = Encoding.UTF8.GetBytes("assistant-address/1\n" + DecisionSigner.Split(secrets.Value.DecisionKey!)[0]);
    }

    /// <summary>The word that the budget is spent; null where the model may be asked.</summary>
    public async Task<Notice?> NoticeAsync(ChatRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        TokensSpent spent = await ledger.SpentAsync(Spender(request, at), Day(at), cancellationToken);
        return spent.Visitor >= options.TokensPerVisitor ? Spent("of this visitor")
            : spent.Address >= options.TokensPerAddress ? Spent("of this address")
            : spent.All >= options.TokensPerDay ? Spent("of the shop")
            : null;
    }

    /// <summary>Counts what an answer has cost.</summary>
    public Task SpendAsync(ChatRequest request, DateTimeOffset at, int tokens, CancellationToken cancellationToken) => ledger.AddAsync(Spender(request, at), Day(at), tokens, cancellationToken);

    /// <summary>Counts an answer of a shop that has a model.</summary>
    public Task CountAsync(string? notice, DateTimeOffset at, CancellationToken cancellationToken) => ledger.CountAsync(notice, Day(at), cancellationToken);

    private static Notice Spent(string whose) => new(Notices.BudgetSpent, $"Today's budget {whose} for the model is spent: this is answered without it, until midnight UTC.");

    // A merchant has shown a key: staff behind one address are not to run out together.
    private TokenSpender Spender(ChatRequest request, DateTimeOffset at) => new(
        request.Caller.Visitor?.Value ?? request.Caller.Author ?? "conversation:" + request.Caller.Conversation,
        request.Caller.Audience is AssistantAudience.Shopper && request.Address is { } address ? Hashed(address, Day(at)) : null);

    // Another one each day, and none that could be found out by trying all addresses.
    private string Hashed(string address, DateOnly day) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}\n{address}")))[..12]);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
