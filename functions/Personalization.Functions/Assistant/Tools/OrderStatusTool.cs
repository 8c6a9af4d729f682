using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Tells how an order stands, to whom it belongs: somebody signed in beyond doubt, or who knows its number and its e-mail address.</summary>
/// <param name="profiles">Profiles with their orders.</param>
/// <param name="catalog">Names of what was ordered.</param>
internal sealed class OrderStatusTool(ProfileUpdater profiles, ICatalogStore catalog) : IAssistantTool
{
    /// <summary>Needs the e-mail address.</summary>
    public const string ProofNeeded = "proof-needed";

    /// <summary>There is no such order, or it is not theirs: nobody learns which.</summary>
    public const string NotFound = "not-found";

    private const int MostLines = 5;

    public ToolDefinition Definition { get; } = new(
        "order_status", AssistantAudience.Shopper, ToolKind.Read, "Order status", "Tells how an order stands. Needs the order's number and the e-mail address that it was placed with.",
        [
            new("order_id", ToolType.Text, "The order's number, as the shopper wrote it.") { Required = true, MaxLength = 100 },
            new("email", ToolType.Text, "The e-mail address of the order, as the shopper wrote it.") { MaxLength = 254 },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        string id = arguments.Text("order_id")!.Trim().TrimStart('#');
        PersonKey? byEmail = arguments.Text("email") is { } email && Identifiers.Of("email", email) is { } address ? PersonKey.Of(address) : null;
        if (byEmail is null && context.Caller.Verified is null) return new ToolResult(Definition.Name, []) { Note = ProofNeeded };
        foreach (PersonKey person in new[] { context.Caller.Verified, byEmail }.OfType<PersonKey>())
            if (Find((await profiles.ResolveAsync(person, cancellationToken)).Profile, id) is { } order)
                return new ToolResult(Definition.Name, [.. Facts(order, await catalog.CurrentAsync(cancellationToken), context.At)]);
        return new ToolResult(Definition.Name, []) { Note = NotFound };
    }

    private static Order? Find(Profile profile, string id) =>
        profile.Orders.FirstOrDefault(order => order.OrderId.Equals(id, StringComparison.OrdinalIgnoreCase)
            || order.OrderId.Equals("order-" + id, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Fact> Facts(Order order, CatalogSnapshot now, DateTimeOffset at)
    {
        OrderStanding standing = order.StandingAt(at);
        yield return new ThingFact("order", order.OrderId, null, standing.State.ToString().ToLowerInvariant(), standing.At, null);
        if (standing is { DueAt: { } due, State: not OrderState.Overdue }) yield return new ThingFact("delivery", order.OrderId, null, "expected", due, null);
        if (order.Said is not { } said) yield break;
        yield return new FigureFact("order.total", said.Revenue, said.Currency, "order_status") { Of = order.OrderId };
        foreach (OrderLine line in said.Lines.Take(MostLines))
            if (now.Find(line.ProductId) is { } product) yield return new ProductFact(product);
    }
}
