using System.Text;
using Personalization.Common;

namespace Personalization.Assistant.Models;

/// <summary>What models are told before anything else; texts that come along.</summary>
public static class ModelPrompts
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Models.Prompts.", ".txt");
    private static readonly string Shopper = Read("shopper"), Merchant = Read("merchant");

    /// <summary>The text for an audience, with <c>{language}</c> where the language belongs.</summary>
    public static string For(AssistantAudience audience) => audience is AssistantAudience.Shopper ? Shopper : Merchant;

    private static string Read(string name) => Encoding.UTF8.GetString(Files.Find(name) ?? throw new InvalidOperationException($"The prompt {name} is missing"));
}
