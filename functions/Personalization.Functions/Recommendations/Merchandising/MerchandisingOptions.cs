using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>Settings of the shop's rules, section <c>Merchandising</c>.</summary>
public sealed class MerchandisingOptions
{
    /// <summary>The most that all rules together multiply a score with.</summary>
    /// <value>Default 1.5.</value>
    [Range(1.0, 10.0)]
    public double BoostCap { get; set; } = MerchandisingLimits.DefaultBoostCap;

    /// <summary>Share of the best score of a list below which nothing is boosted or pinned.</summary>
    /// <value>Default 0.2.</value>
    [Range(0.0, 1.0)]
    public double RelevanceFloor { get; set; } = MerchandisingLimits.DefaultRelevanceFloor;

    internal MerchandisingLimits Limits => new(BoostCap, RelevanceFloor);
}

/// <summary>Checks the settings by generated code: the reflecting validation costs a cold start.</summary>
[OptionsValidator]
internal sealed partial class MerchandisingOptionsValidator : IValidateOptions<MerchandisingOptions>;
