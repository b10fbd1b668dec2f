using Microsoft.Extensions.Localization;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>A volume that a task has to itself.</summary>
/// <param name="Volume">The volume; it may not be there yet.</param>
/// <param name="Doing">What is done with it: "fetched".</param>
/// <param name="Percent">How much of that is done; <c>null</c> if unknown.</param>
public readonly record struct VolumeInWork(ObjectId Volume, string Doing, int? Percent)
{
    /// <summary>Why nothing else can use it now, for people.</summary>
    public string Say(IStringLocalizer text) => Percent is { } percent ? text["being {0}, {1} %", text[Doing], percent] : text["being {0}", text[Doing]];
}
