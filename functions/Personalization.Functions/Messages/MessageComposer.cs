using Personalization.Functions.Http;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>
/// Fills messages in with the products of the moment at which they go. Where there are none, or the template has gone or has become
/// unusable since, the message goes as it was accepted, without products.
/// </summary>
internal sealed class MessageComposer(ITemplateSource templates, MessageWriter writer, ProfileRecipients recipients, MessageProducts products) : IMessageComposer
{
    public async ValueTask<OutgoingMessage> ComposeAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Draft is not { } draft) return message;
        OutgoingMessage plain = message with { Draft = null };
        ProductBlock block = draft.Products.ProductId is null ? draft.Products with { ProductId = JsonFields.Text(draft.Model, "productId") } : draft.Products;
        if (await templates.TemplateAsync(draft.Template, cancellationToken) is not { } template) return plain;
        Profile profile = await recipients.LoadAsync(message.Person, cancellationToken);
        string language = template.For(MessageWriter.LanguageOf(profile, draft.Language)).Language;
        ChosenProducts chosen = await products.ForAsync(block, message, language, cancellationToken);
        if (chosen.Items.Count == 0) return plain;
        Rendering rendering = writer.Write(template, draft.Model, profile, new UnsubscribeTarget(message.Person, message.Channel, message.List), draft.Language, chosen.Items);
        return rendering.Message is { } content ? plain with { Content = content, DecisionId = chosen.DecisionId } : plain;
    }
}
