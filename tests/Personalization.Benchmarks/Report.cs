using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Benchmarks;

/// <summary>One figure: its name as a key, what it is, and its value.</summary>
internal sealed record Figure(string Key, string Label, double Value, string Unit = "");

/// <summary>Figures that belong together.</summary>
internal sealed record Section(string Key, string Title, IReadOnlyList<Figure> Figures);

/// <summary>A limit that a figure has to keep.</summary>
internal sealed record Budget(string Key, string Label, double Value, double Limit, bool AtLeast)
{
    public string Sign => AtLeast ? ">=" : "<=";

    public bool Pass => AtLeast ? Value >= Limit : Value <= Limit;
}

/// <summary>All that a benchmark has found, as text or as one JSON document.</summary>
internal sealed record Report(string Benchmark, IReadOnlyList<Section> Sections, IReadOnlyList<Budget> Budgets)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToText()
    {
        StringBuilder text = new();
        foreach (Section section in Sections)
        {
            text.AppendLine(section.Title);
            foreach (Figure figure in section.Figures) text.AppendLine($"  {figure.Label,-62} {Number(figure.Value),12} {figure.Unit}".TrimEnd());
            text.AppendLine();
        }
        foreach (Budget budget in Budgets)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{(budget.Pass ? "PASS" : "FAIL")}  {budget.Label}: {Number(budget.Value)} (budget {budget.Sign} {Number(budget.Limit)})");
        return text.ToString();
    }

    public string ToJson()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("benchmark", Benchmark);
            foreach (Section section in Sections) Write(json, section);
            json.WriteStartArray("budgets");
            foreach (Budget budget in Budgets) Write(json, budget);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Section section)
    {
        json.WriteStartObject(section.Key);
        foreach (Figure figure in section.Figures) WriteNumber(json, figure.Key, figure.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Budget budget)
    {
        json.WriteStartObject();
        json.WriteString("budget", budget.Key);
        WriteNumber(json, "value", budget.Value);
        WriteNumber(json, budget.AtLeast ? "atLeast" : "atMost", budget.Limit);
        json.WriteBoolean("pass", budget.Pass);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(key, Math.Round(value, 4));
        else json.WriteNull(key);
    }

    private static string Number(double value) =>
        value.ToString(Format(value), CultureInfo.InvariantCulture);

    private static string Format(double value) =>
        Math.Abs(value) >= 1000 || value == Math.Floor(value) ? "#,##0" : Math.Abs(value) >= 10 ? "0.0" : Math.Abs(value) >= 1 ? "0.000" : "0.0000";
}
