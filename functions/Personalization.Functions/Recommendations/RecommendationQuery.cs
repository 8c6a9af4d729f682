using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>The query of a recommendation request: a request and a visitor, or a problem.</summary>
internal sealed record RecommendationQuery(RecommendationRequest? Request, PersonKey? Person, Problem? Problem)
{
    private const int DefaultLimit = 12;
    private const int LargestLimit = 100;
    private const int IdLength = 255;

    public static RecommendationQuery Read(IQueryCollection query)
    {
        List<ProblemError> errors = [];
        string name = Text(query, "strategy", errors) ?? "for_you";
        string? productId = Text(query, "productId", errors);
        string? anonymousId = Text(query, "anonymousId", errors);
        int limit = Limit(query, errors);
        bool fallback = Flag(query, "fallback", errors);
        if (!Strategies.All.TryGetValue(name, out Strategy? strategy))
            errors.Add(new ProblemError("unknown_strategy", "strategy", $"strategy must be one of {string.Join(", ", Strategies.All.Keys)}."));
        else if (strategy.NeedsProduct && productId is null)
            errors.Add(new ProblemError("missing", "productId", $"The strategy {name} needs productId, the product that the list stands beside."));
        if (errors.Count > 0) return new RecommendationQuery(null, null, new Problem(400, "invalid-query", "The query cannot be answered", errors[0].Detail, errors));
        return new RecommendationQuery(
            new RecommendationRequest(name, productId, limit, fallback), anonymousId is null ? null : PersonKey.Anonymous(anonymousId), null);
    }

    private static string? Text(IQueryCollection query, string name, List<ProblemError> errors)
    {
        string value = query[name].ToString();
        if (value.Length > IdLength) errors.Add(new ProblemError("too_long", name, $"{name} may have {IdLength} characters."));
        return value.Length == 0 ? null : value;
    }

    private static int Limit(IQueryCollection query, List<ProblemError> errors)
    {
        string value = query["limit"].ToString();
        if (value.Length == 0) return DefaultLimit;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= LargestLimit) return limit;
        errors.Add(new ProblemError("out_of_range", "limit", $"limit must be a whole number from 1 to {LargestLimit}."));
        return DefaultLimit;
    }

    private static bool Flag(IQueryCollection query, string name, List<ProblemError> errors)
    {
        string value = query[name].ToString();
        if (value.Length == 0 || bool.TryParse(value, out bool flag) && flag) return true;
        if (!bool.TryParse(value, out _)) errors.Add(new ProblemError("wrong_type", name, $"{name} must be true or false."));
        return false;
    }
}
