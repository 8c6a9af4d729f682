using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalization.Functions.Profiles.Pos;

/// <summary>Settings of stores made of bricks, section <c>Pos</c>.</summary>
public sealed class PosOptions
{
    /// <summary>What links begin with, such as <c>https://shop.example</c>; empty for the address that the request came to.</summary>
    /// <value>Default empty.</value>
    [RegularExpression("^(https?://[^ ]+)?$")]
    public string PublicUrl { get; set; } = "";

    /// <summary>The shop's own page to which a link leads, which is told the token as <c>list=TOKEN</c>; empty for the suite's plain page.</summary>
    /// <value>Default empty.</value>
    [RegularExpression("^(https?://[^ ]+)?$")]
    public string PhonePage { get; set; } = "";

    /// <summary>The cookie in which the storefront keeps the device's anonymousId.</summary>
    /// <value>Default <c>ajs_anonymous_id</c>, as Segment's library calls it.</value>
    [RegularExpression("^[A-Za-z0-9_.-]{1,64}$")]
    public string Cookie { get; set; } = "ajs_anonymous_id";
}

/// <summary>Checks the settings by generated code: the reflecting validation costs a cold start.</summary>
[OptionsValidator]
internal sealed partial class PosOptionsValidator : IValidateOptions<PosOptions>;
