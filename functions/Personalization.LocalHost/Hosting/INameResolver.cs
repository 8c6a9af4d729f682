namespace Personalization.LocalHost.Hosting;

/// <summary>Puts app settings in the place of <c>%Setting%</c> in the texts of trigger and output attributes.</summary>
internal interface INameResolver
{
    /// <exception cref="HostStartupException">A setting is missing. The host adds the function's name.</exception>
    string Resolve(string text);
}
