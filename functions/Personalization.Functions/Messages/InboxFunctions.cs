using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Personalization.Functions.Http;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Messages;

/// <summary>
/// Pages that show all messages, whatever their channel, on one's own machine: there are none unless <c>Messages:InboxPage</c> is on, on Azure,
/// behind a proxy, for a caller from elsewhere, or under a name that is not this machine's (which a page of another site could have made up).
/// </summary>
/// <param name="archive">Messages.</param>
/// <param name="deliveries">What became of them.</param>
/// <param name="options">Settings.</param>
/// <param name="settings">Settings of the platform.</param>
public sealed class InboxFunctions(IMessageArchive archive, IDeliveryStore deliveries, IOptions<MessageOptions> options, IConfiguration settings)
{
    private const int MostShown = 100;
    private const int ReadAtOnce = 8;

    private readonly bool on = options.Value.InboxPage && !MessageOptionsValidator.IsHosted(settings);

    /// <summary>The newest messages: what waits, until when and why, and what has gone.</summary>
    [Function("ShowInbox")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsAllowed(request)) return Results.NotFound();
        IReadOnlyList<ArchivedLine> lines = await archive.NewestAsync(MostShown, cancellationToken);
        DeliveryRecord[] records = new DeliveryRecord[lines.Count];
        await Parallel.ForAsync(0, lines.Count, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken }, async (place, token) =>
            records[place] = (await deliveries.LoadAsync(lines[place].Id, token)).Record);
        return InboxPage.List([.. lines.Zip(records)]);
    }

    /// <summary>One message: all that was decided about it, and its parts.</summary>
    [Function("ShowInboxMessage")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!IsAllowed(request) || !TemplateReader.IsName(id)) return Results.NotFound();
        StoredDelivery stored = await deliveries.LoadAsync(id, cancellationToken);
        return stored.Version is null ? Results.NotFound() : InboxPage.Message(stored.Record, await archive.FindAsync(id, cancellationToken));
    }

    /// <summary>A message's HTML, for the frame of its page.</summary>
    [Function("ShowInboxHtml")]
    public async Task<IResult> Html([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox/{id}/html")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!IsAllowed(request) || !TemplateReader.IsName(id)) return Results.NotFound();
        return await archive.FindAsync(id, cancellationToken) is { Content.Html: { } html } ? new HtmlAnswer(html, InboxPage.FramePolicy) : Results.NotFound();
    }

    private bool IsAllowed(HttpRequest request) => on && OwnMachine.Asks(request);
}
