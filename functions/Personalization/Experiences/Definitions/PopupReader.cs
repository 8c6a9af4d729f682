using Personalization.Common.Documents;

namespace Personalization.Experiences.Definitions;

/// <summary>Reads how a pop-up comes up.</summary>
internal static class PopupReader
{
    public static PopupManner? Read(DocumentFields fields, SlotKind kind)
    {
        if (kind is SlotKind.Popup && fields.Needed("popup", "how it comes up: type and trigger") is null) return null;
        if (ExperienceReader.Below(fields, "popup", "A pop-up") is not { } popup) return null;
        if (kind is not SlotKind.Popup) fields.Wrong("popup", "popup is for experiences of kind popup");
        string type = popup.Text("type", "what it is about", true) ?? ExperienceNames.PopupTypes[0];
        if (!ExperienceNames.PopupTypes.Contains(type)) popup.Wrong("type", $"type is one of {string.Join(", ", ExperienceNames.PopupTypes)}{Spelling.Hint(type, ExperienceNames.PopupTypes)}");
        PopupTrigger? on = popup.Needed("trigger", "exit, delay or scroll") is null ? null : popup.Choice("trigger", ExperienceNames.Triggers);
        PopupManner read = new(type, on ?? PopupTrigger.Delay)
        {
            FromVisit = popup.Whole("fromVisit", 1, 1000) ?? 2,
            NotBefore = popup.Whole("notBeforeSeconds", PopupManner.ShortestWait, 3600) ?? PopupManner.ShortestWait,
            Percent = popup.Whole("scrolledPercent", 1, 100) ?? 50,
            OncePerVisit = popup.Flag("oncePerVisit") ?? true,
            NeverTwice = popup.Flag("neverTwice") ?? true,
            DaysBetween = popup.Whole("daysBetween", 0, 365) ?? 0,
        };
        popup.Finish("A pop-up");
        return read;
    }
}
