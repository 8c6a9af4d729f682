using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Segments.Automatic;

/// <summary>Words for automatic segments, as data: <c>texts.en.json</c> beside this file; another language is another file.</summary>
/// <param name="Patterns">How a name is put together of one, two or three parts.</param>
/// <param name="Subjects">The first part, by number and side, such as <c>orderValue.high</c>.</param>
/// <param name="Clauses">The other parts.</param>
/// <param name="Plain">The name where nothing sets a group apart.</param>
/// <param name="Cells">Names and descriptions of the cells of the RFM grid, by id.</param>
/// <param name="Description">Describes a group: orders, days, value, discounts.</param>
public sealed record SegmentTexts(
    IReadOnlyList<string> Patterns, IReadOnlyDictionary<string, string> Subjects, IReadOnlyDictionary<string, string> Clauses, string Plain,
    IReadOnlyDictionary<string, CellText> Cells, string Description)
{
    private const double Apart = 0.5;

    /// <summary>The words of a language.</summary>
    public static SegmentTexts In(string language)
    {
        string name = $"Personalization.Segments.Automatic.texts.{language}.json";
        using Stream stream = typeof(SegmentTexts).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There are no texts in {language}", nameof(language));
        return JsonSerializer.Deserialize(stream, SegmentTextCodec.Default.SegmentTexts) ?? throw new InvalidDataException($"{name} is empty");
    }

    /// <summary>A name for a group, from what sets it apart: its middle, in deviations of all customers, strongest first.</summary>
    internal string NameOf(double[] middle)
    {
        string[] said = [.. middle.Index().Where(one => Math.Abs(one.Item) >= Apart).OrderByDescending(one => Math.Abs(one.Item)).Take(3).Select(one => KeyOf((CustomerNumber)one.Index, one.Item))];
        return said.Length == 0 ? Plain
            : string.Format(CultureInfo.InvariantCulture, Patterns[said.Length - 1], [.. said.Select((key, place) => place == 0 ? Subjects[key] : Clauses[key])]);
    }

    internal string DescriptionOf(IReadOnlyCollection<CustomerNumbers> people, string currency) => string.Format(
        CultureInfo.InvariantCulture, Description, people.Average(one => one.Orders), people.Average(one => one.Silence), people.Average(one => one.OrderValue), currency,
        100 * people.Average(one => one.Discounts));

    private static string KeyOf(CustomerNumber number, double side) => $"{JsonNamingPolicy.CamelCase.ConvertName(number.ToString())}.{(side > 0 ? "high" : "low")}";
}

/// <summary>Words for a cell of the RFM grid.</summary>
public sealed record CellText(string Name, string Description);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SegmentTexts))]
internal sealed partial class SegmentTextCodec : JsonSerializerContext;
