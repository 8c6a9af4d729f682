using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>Settings of identity resolution, section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>From how many people on who signed in on it a device counts as shared.</summary>
    /// <value>Default 3.</value>
    [Range(2, 100)]
    public int SharedDeviceUsers { get; set; } = 3;

    /// <summary>Further ids that name nobody, separated by commas.</summary>
    /// <value>Default none: the suite's own list holds in any case.</value>
    public string BlockedValues { get; set; } = "";

    /// <summary>E-mail addresses that one person may have.</summary>
    /// <value>Default 5.</value>
    [Range(1, 20)]
    public int MostEmails { get; set; } = 5;

    /// <summary>Telephone numbers that one person may have.</summary>
    /// <value>Default 5.</value>
    [Range(1, 20)]
    public int MostPhones { get; set; } = 5;

    /// <summary>Devices that one person may have.</summary>
    /// <value>Default 100.</value>
    [Range(1, 100)]
    public int MostDevices { get; set; } = 100;

    internal IdentityGuards ToGuards() => IdentityGuards.Default with
    {
        SharedDeviceUsers = SharedDeviceUsers,
        Blocked = IdentityGuards.Default.Blocked.Union(BlockedValues.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => value.ToLowerInvariant())),
        Most = IdentityGuards.Default.Most.SetItem(IdentifierType.Email, MostEmails).SetItem(IdentifierType.Phone, MostPhones).SetItem(IdentifierType.AnonymousId, MostDevices),
    };
}

/// <summary>Checks the settings by generated code: the reflecting validation costs a cold start.</summary>
[OptionsValidator]
internal sealed partial class IdentityOptionsValidator : IValidateOptions<IdentityOptions>;
