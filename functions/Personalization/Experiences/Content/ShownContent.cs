using System.Text.Json;
using Personalization.Common;
using Personalization.Experiences.Definitions;

namespace Personalization.Experiences.Content;

/// <summary>Content of an experience in the visitor's language, with what is known of the visitor filled in.</summary>
internal sealed class ShownContent(Experience experience, ExperienceContent content, PageFacts facts) : ISlotContent
{
    public void Write(PageWriter writer)
    {
        Utf8JsonWriter json = writer.Json;
        json.WriteStartObject();
        json.WriteString("id"u8, experience.Id);
        if (experience.Popup is { } popup) json.WriteString("type"u8, popup.Type);
        Text(json, "title"u8, content.Title);
        Text(json, "text"u8, content.Text);
        Text(json, "cta"u8, content.Cta);
        if (content.ImageUrl is { } image) json.WriteString("imageUrl"u8, image);
        if (content.Link is { } link) json.WriteString("link"u8, link);
        if (content.Coupon is { } coupon) json.WriteString("coupon"u8, coupon);
        json.WriteString("theme"u8, content.Theme);
        if (experience.Popup is { } manner) Popup(json, manner);
        json.WriteEndObject();
    }

    private void Popup(Utf8JsonWriter json, PopupManner manner)
    {
        if (manner.Type == "signup")
        {
            json.WriteStartObject("form"u8);
            json.WriteString("kind"u8, "signup");
            Text(json, "button"u8, content.Cta);
            json.WriteEndObject();
        }
        json.WriteStartObject("trigger"u8);
        json.WriteString("on"u8, facts.Page.Visit.IsLeaving ? "now" : manner.On.ToString().ToLowerInvariant());
        json.WriteNumber("seconds"u8, PopupRules.Wait(manner, facts.Page.Visit));
        if (manner.On is PopupTrigger.Scroll) json.WriteNumber("percent"u8, manner.Percent);
        json.WriteEndObject();
    }

    private void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, LocalText? text)
    {
        if (text is not null) json.WriteString(name, Placeholders.Fill(text.For(facts.Page.Language), value => facts.Value(value, content)));
    }
}
