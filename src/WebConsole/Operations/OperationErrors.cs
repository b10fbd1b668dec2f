using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>
/// Turns errors into messages for users. The operation, the error code and the inventory decide about the advice;
/// libvirt's text is passed on.
/// </summary>
internal static class OperationErrors
{
    /// <summary>The advice where libvirt was lost, or was not there.</summary>
    public const string ConnectionBroke = "The connection to libvirt broke. Whether it was done is shown by its state.";

    private static readonly string[] Contradictions = ["used for more than one", "cannot be used together", "without spice graphics"];

    /// <summary>Whether it is an expected failure that is reported to the user, and not a bug.</summary>
    public static bool IsExpected(Exception error) => error is HypervisorException or LibvirtException or LibvirtNotInstalledException or OperationFailedException;

    /// <summary>
    /// The error message and the advice, which is also a localizer's key. The message may quote definitions, so nobody
    /// may read it before it has passed through <see cref="TaskJournal"/>.
    /// </summary>
    public static (string Said, string? Advice) Describe(Exception error, Operation operation, InventorySnapshot inventory) => error switch
    {
        LibvirtException libvirt when IsBroken(libvirt) => (libvirt.Message, ConnectionBroke),
        LibvirtException libvirt => (libvirt.Message, operation.AdviceFor(libvirt, inventory) ?? AdviceForSystem(libvirt.Message) ?? (IsContradiction(libvirt) ? null : AdviceFor(libvirt.Code, operation.Subject.Kind))),
        OperationFailedException failed => (failed.Message, failed.Advice),
        DefinitionException definition => (definition.Message, definition.Advice),
        HypervisorTimeoutException => (error.Message, "Whether it takes effect later is shown by its state." + (operation.Subject.Kind is ObjectKind.Machine ? " Where it does not react, force it off." : "")),
        _ when IsExpected(error) => (error.Message, null),
        _ => Unforeseen(error),
    };

    // If the daemon was killed, libvirt's remote driver reports a system error or an internal error, and the binding ends whoever waits on a stream.
    public static bool IsBroken(LibvirtException error) =>
        error.Code is LibvirtErrorCode.Rpc or LibvirtErrorCode.NoConnect or LibvirtErrorCode.InvalidConnection
        || error is { Domain: LibvirtErrorDomain.Streams, Code: LibvirtErrorCode.InvalidStream }
        || error is { Domain: LibvirtErrorDomain.Rpc, Code: LibvirtErrorCode.SystemError or LibvirtErrorCode.InternalError };

    /// <summary>The message for a bug of WebConsole.</summary>
    public static (string Said, string? Advice) Unforeseen(Exception error) => ($"WebConsole itself failed: {error.GetType().Name}.", "The server's log says more.");

    // What the host's system says stands at the end of messages of every code.
    internal static string? AdviceForSystem(string message) =>
        message.Contains("No space left on device", StringComparison.Ordinal) ? "The file system is full: delete or move something there, and try again."
        : message.Contains("Disk quota exceeded", StringComparison.Ordinal) ? "The storage's quota is used up: have it raised, or make room there."
        : message.Contains("Read-only file system", StringComparison.Ordinal) ? "The file system is mounted read-only on the host: mount it for writing."
        : message.Contains("Cannot allocate memory", StringComparison.Ordinal) || message.Contains("cannot set up guest memory", StringComparison.Ordinal) ? "The host has not that much memory free: give the machine less, or shut down another one."
        : message.Contains("Address already in use", StringComparison.Ordinal) ? "Something else on the host has that port: give the machine another one, or let libvirt choose it."
        : message.Contains("image size is too large", StringComparison.Ordinal) ? "Choose a smaller size."
        : null;

    /// <summary>Whether a definition contradicts itself, which libvirt reports as if the host lacked something.</summary>
    private static bool IsContradiction(LibvirtException error) => error.Code is LibvirtErrorCode.ConfigurationUnsupported
        && Contradictions.Any(said => error.Message.Contains(said, StringComparison.Ordinal));

    private static string? AdviceFor(LibvirtErrorCode code, ObjectKind kind) => code switch
    {
        LibvirtErrorCode.OperationInvalid => "Its state may have changed in the meantime: look at it again.",
        LibvirtErrorCode.NoDomain or LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.NoStorageVolume or LibvirtErrorCode.NoNetwork => "Someone has removed it; it leaves the list by itself.",
        LibvirtErrorCode.OperationTimeout => "Something else holds it. Wait until that has ended" + (kind is ObjectKind.Machine ? "; where it does not react, force it off." : "."),
        LibvirtErrorCode.AgentUnresponsive or LibvirtErrorCode.AgentUnsynced =>
            "The guest agent does not answer. See whether the guest still runs, by its console.",
        LibvirtErrorCode.NoSupport or LibvirtErrorCode.OperationUnsupported or
            LibvirtErrorCode.ConfigurationUnsupported or LibvirtErrorCode.ArgumentUnsupported =>
            "This host's libvirt or hypervisor does not offer it.",
        LibvirtErrorCode.AccessDenied or LibvirtErrorCode.AuthenticationFailed or LibvirtErrorCode.OperationDenied =>
            "libvirt does not let WebConsole's own user do it: see libvirt's access rules on this host.",
        LibvirtErrorCode.InternalError or LibvirtErrorCode.OperationFailed => kind is ObjectKind.Machine or ObjectKind.Snapshot
            ? "The machine's log on its host may say more, with QEMU in /var/log/libvirt/qemu."
            : "The daemon's log on its host may say more: journalctl -u libvirtd",
        _ => null,
    };
}
