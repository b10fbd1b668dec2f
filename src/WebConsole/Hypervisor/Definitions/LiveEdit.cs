using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Applies an edit of a definition to the running machine: writes title, description and our metadata, sets processors and
/// memory, places its threads, and plugs, unplugs and updates devices. What QEMU does not support waits for the next start, or fails the edit, as the edit
/// demands.
/// </summary>
internal sealed class LiveEdit(DefinitionEdit edit, MachineId machine, OperationContext context, MachineEdges edges)
{
    /// <summary>Stands between what was to be done and why it could not be in the running machine.</summary>
    internal const string WaitsFor = ": takes effect at the next start. ";

    /// <summary>How long a guest may take to let go of a device, beside the seconds that libvirt waits.</summary>
    private static readonly TimeSpan GuestPatience = TimeSpan.FromSeconds(5);

    /// <param name="stored">What the edit made of the stored definition; <c>null</c> if that is as it was.</param>
    public async Task ApplyAsync(StoredEdit? stored)
    {
        if (await context.RunAsync(machine, Lane.Commands, domain => domain.IsActive ? domain.GetXml(DomainXmlFlags.Secure) : null, "a look whether it runs").ConfigureAwait(false) is not { } running)
            return;
        var onRunning = !edit.IsWhole ? RunningEdit.Of(edit, running) : stored is null ? null : RunningEdit.Of(stored, running);
        foreach (var (name, act, undo) in onRunning is null ? [] : LiveWords.Of(onRunning))
            await StepAsync(name, act, undo).ConfigureAwait(false);
        // Of several vCPUs, some may have gone before libvirt failed.
        foreach (var (name, act, undo) in onRunning is null ? [] : LiveResources.Of(onRunning, bytes => context.Asked(machine, bytes)))
            await StepAsync(name, act, undo, undoesFailure: true).ConfigureAwait(false);
        foreach (var (name, act, undo) in onRunning is null ? [] : new LiveTuning(onRunning, HostCapabilities.CpusOf(context.Inventory.Host(machine.Host))).Steps())
            await StepAsync(name, act, undo).ConfigureAwait(false);
        DeviceDifference[] devices = [.. edit.IsWhole ? DevicesOf(stored, running) : onRunning is null ? [] : DeviceDifference.Of(onRunning)];
        foreach (var (name, act, undo) in devices.SelectMany(device => LiveDevices.Of(device, edit.Force)))
            await StepAsync(name, act, undo).ConfigureAwait(false);
        foreach (var gone in devices.Where(device => device.Wanted is null))
            await UnplugAsync(gone).ConfigureAwait(false);
    }

    private static IEnumerable<DeviceDifference> DevicesOf(StoredEdit? stored, string running) =>
        stored is null ? [] : DeviceDifference.Of(stored, DomainXml.TryParse(running, out var now) ? now : DomainXml.Parse("<domain/>"));

    /// <summary>libvirt asks the guest and waits some seconds at most: whether the guest let go of the device, an event tells.</summary>
    private async Task UnplugAsync(DeviceDifference gone)
    {
        var (key, alias) = (gone.Key, gone.Live?.Alias);
        var began = context.Time.GetTimestamp();
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        // Listens before the call; the guest's time counts after it.
        var answer = edges.NextAsync(edge => edge.Machine == machine && edge.Subject == alias && edge.Kind is MachineEdgeKind.DeviceRemoved or MachineEdgeKind.DeviceKept,
            Timeout.InfiniteTimeSpan, context.Time, answered.Token);
        try
        {
            await StepAsync($"Unplug {key}", domain => LiveDevices.Detach(domain, gone), domain => LiveDevices.AttachAgain(domain, gone), AwaitGuestAsync).ConfigureAwait(false);
        }
        finally
        {
            await answered.CancelAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task AwaitGuestAsync()
        {
            if (!await HasAsync(gone).ConfigureAwait(false))
                return;
            await Task.WhenAny(answer, Task.Delay(GuestPatience, context.Time, answered.Token)).ConfigureAwait(false);
            context.Cancellation.ThrowIfCancellationRequested();
            if (answer.IsCompletedSuccessfully && (await answer.ConfigureAwait(false))?.Kind is MachineEdgeKind.DeviceKept)
                throw new DefinitionException($"The guest refused to let go of {key}, after {Waited()} s.");
            // The event may be late: what counts is whether it is there.
            if (!await HasAsync(gone).ConfigureAwait(false))
                return;
            if (edit.Reach is DefinitionReach.Running)
                throw new DefinitionException($"The guest has not let go of {key} after {Waited()} s.");
            context.Note($"Unplug {key}: the guest has not let go of it after {Waited()} s. It may yet; else the device is gone with the next start.");
        }

        int Waited() => (int)Math.Round(context.Time.GetElapsedTime(began).TotalSeconds);
    }

    private Task<bool> HasAsync(DeviceDifference device) => context.RunAsync(machine, Lane.Commands, domain => domain.IsActive && LiveDevices.Has(domain, device), "a look at its devices");

    private async Task StepAsync(string name, Action<Domain> act, Action<Domain> undo, Func<Task>? then = null, bool undoesFailure = false)
    {
        var touched = false;
        await context.StepAsync(name, async () =>
        {
            try
            {
                await context.RunAsync(machine, Lane.Commands, Told(act, begun => touched = begun || undoesFailure), "a change while it runs").ConfigureAwait(false);
                if (then is not null)
                    await then().ConfigureAwait(false);
            }
            catch (Exception error) when (edit.Reach is DefinitionReach.WherePossible && IsForNextStart(error))
            {
                context.Note($"{name}{WaitsFor}{error.Message}");
            }
        }, undo: () => touched ? context.RunAsync(machine, Lane.Commands, undo, "taking back a change while it runs") : Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>Runs the call and removes values that viewers may not read from its errors.</summary>
    /// <param name="call">The call.</param>
    /// <param name="touched">Called with true when the machine may have changed, and with false when libvirt refused
    /// the change, or the machine runs no more.</param>
    private static Action<Domain> Told(Action<Domain> call, Action<bool> touched) => domain =>
    {
        touched(true);
        try
        {
            call(domain);
        }
        catch (LibvirtException error)
        {
            var ended = error.Domain is not (LibvirtErrorDomain.Rpc or LibvirtErrorDomain.Remote) && (HasLostQemu(error) || !domain.IsActive);
            touched(error.Domain is LibvirtErrorDomain.Rpc or LibvirtErrorDomain.Remote);
            var said = DefinitionMask.HideIn(error.Message, domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
            throw ended ? new DefinitionException($"The machine ended while it was changed. {said}", "Its log says why: QEMU may have crashed.", error)
                : new LibvirtException(error.Code, error.Domain, said, error.Number);
        }
    };

    /// <summary>libvirt learns a moment after such an error that the machine has ended.</summary>
    private static bool HasLostQemu(LibvirtException error) => error.Message.Contains("monitor", StringComparison.Ordinal)
        && (error.Message.Contains("Connection reset", StringComparison.Ordinal) || error.Message.Contains("End of file", StringComparison.Ordinal));

    private static bool IsForNextStart(Exception error) => error is DefinitionException or LibvirtException
    {
        Code: LibvirtErrorCode.OperationUnsupported or LibvirtErrorCode.ConfigurationUnsupported or LibvirtErrorCode.NoSupport
            or LibvirtErrorCode.ArgumentUnsupported or LibvirtErrorCode.OperationFailed or LibvirtErrorCode.InternalError or LibvirtErrorCode.XmlError
            or LibvirtErrorCode.DeviceMissing or LibvirtErrorCode.OperationInvalid,
    };
}
