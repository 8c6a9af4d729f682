using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Common;

namespace Personalization.Functions.Recommendations;

/// <summary>Reads query parameters; collects what is wrong with them.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int TextLength = 255;

    private List<ProblemError>? errors;

    /// <summary>What was wrong, in the order of reading; null for nothing.</summary>
    public IReadOnlyList<ProblemError>? Errors => errors;

    public void Find(string code, string name, string detail) => (errors ??= []).Add(new ProblemError(code, name, detail));

    public bool Has(string name) => query[name].ToString().Length > 0;

    public string? Text(string name)
    {
        string value = query[name].ToString();
        if (value.Length <= TextLength) return value.Length == 0 ? null : value;
        if (errors?.Exists(error => error.Pointer == name) is not true) Find("too_long", name, $"{name} may have {TextLength} characters.");
        return null;
    }

    public string? Choice(string name, IEnumerable<string> choices)
    {
        if (Text(name) is not { } value || choices.Contains(value)) return Text(name);
        Find("unknown_value", name, $"{name} must be one of {string.Join(", ", choices)}.");
        return null;
    }

    public int? Number(string name, int lowest, int highest)
    {
        if (Text(name) is not { } value) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= lowest && number <= highest) return number;
        Find("out_of_range", name, $"{name} must be a whole number from {lowest} to {highest}.");
        return null;
    }

    /// <summary>A part of one.</summary>
    public double? Part(string name)
    {
        if (Text(name) is not { } value) return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double part) && part is >= 0 and <= 1) return part;
        Find("out_of_range", name, $"{name} must be a number from 0 to 1.");
        return null;
    }

    /// <summary>An amount of money.</summary>
    public decimal? Amount(string name)
    {
        if (Text(name) is not { } value) return null;
        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)) return amount;
        Find("not_a_number", name, $"{name} must be an amount such as 9.90.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } value) return null;
        if (bool.TryParse(value, out bool flag)) return flag;
        Find("wrong_type", name, $"{name} must be true or false.");
        return null;
    }

    /// <summary>Ids with commas between them; an empty list where the parameter is there without a value, null where it is not.</summary>
    public string[]? List(string name, int most)
    {
        if (!query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values)) return null;
        string[] ids = values.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length <= most) return ids;
        Find("too_many", name, $"{name} may name {most} products.");
        return null;
    }
}
