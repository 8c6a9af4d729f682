using System.Text.Json;
using Personalization.Common;

namespace Personalization.Catalog;

/// <summary>Reads the fields of a creative; one without an id or a picture is left out.</summary>
internal sealed class CreativeFields(JsonElement item, string pointer, List<ProblemError> findings) : ItemFields(item, pointer, findings)
{
    public Creative? Read()
    {
        if (Item.ValueKind is not JsonValueKind.Object) return LeftOut("wrong_type", "", "A creative must be an object; this one was left out.");
        string? id = Text("id", "id", IdLength), picture = Address("imageUrl", "image_url", PictureLength, pictures: true), title = Text("title", "title", NameLength);
        if (id is null && !Rejected) return LeftOut("missing", "id", "A creative needs an id; this one was left out.");
        if (picture is null && !Rejected) return LeftOut("missing", "imageUrl", "A creative needs the address of its picture; this one was left out.");
        (long shown, long clicked) = Counts();
        Dictionary<string, string>? tags = Map("tags");
        return Rejected ? null : new Creative { Id = id!, ImageUrl = picture!, Title = title, Tags = tags, Shown = shown, Clicked = clicked };
    }

    private Creative? LeftOut(string code, string field, string detail)
    {
        Find(code, field, detail);
        return null;
    }

    /// <summary>Clicks count only beside the views that they came of.</summary>
    private (long Shown, long Clicked) Counts()
    {
        decimal shown = decimal.Floor(Number("shown") ?? 0), clicked = decimal.Floor(Number("clicked") ?? 0);
        if (clicked >= 0 && clicked <= shown && shown <= int.MaxValue) return ((long)shown, (long)clicked);
        Find("out_of_range", "clicked", "shown and clicked must be counts, and no more clicked than shown; both were left out.");
        return (0, 0);
    }
}
