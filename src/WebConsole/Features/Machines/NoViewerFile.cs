using WebConsole.Operations;

namespace WebConsole.Features.Machines;

/// <summary>Why a form's button got no file for virt-viewer: names in addresses, and words, which are also a localizer's keys.</summary>
internal static class NoViewerFile
{
    /// <summary>The display is gone, or nobody reaches it from another program.</summary>
    public const string Gone = "gone";

    private const string NotAllowed = "not-allowed", Busy = "busy";

    public static string Of(RefusalReason? reason) => reason switch
    {
        RefusalReason.NotAllowed => NotAllowed,
        RefusalReason.Conflict or RefusalReason.TooMany or RefusalReason.Overloaded => Busy,
        _ => Gone,
    };

    /// <summary>A sentence with what to do; null for what is no such name: anybody can write an address.</summary>
    public static string? InWords(string? why) => why switch
    {
        NotAllowed => "There is no file for virt-viewer: you may not operate this machine.",
        Busy => "There is no file for virt-viewer: other tasks run. Try again when they have ended.",
        Gone => "There is no file for virt-viewer: this display can't be reached now. Try again once the machine runs.",
        _ => null,
    };
}
