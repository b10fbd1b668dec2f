using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Applies an edit of a definition to the running machine: writes title, description and our metadata, sets processors and
/// memory, and plugs, unplugs and updates devices. What QEMU does not support waits for the next start, or fails the edit, as the edit
/// demands.
/// </summary>
internal sealed class LiveEdit(DefinitionEdit edit, MachineId machine, OperationContext context, MachineEdges edges)
{
    private const DomainModificationImpact Live = DomainModificationImpact.Live;

    /// <summary>How long a guest may take to let go of a device, beside the seconds that libvirt waits.</summary>
    private static readonly TimeSpan GuestPatience = TimeSpan.FromSeconds(5);

    /// <summary>Writes the words, and sets the processors and memory, that the edit wants and the running definition lacks, whatever stands in the stored one.</summary>
    public async Task ApplyWordsAndResourcesAsync()
    {
        if (await context.RunAsync(machine, Lane.Commands, domain => domain.IsActive ? domain.GetXml(DomainXmlFlags.Secure) : null, "a look whether it runs").ConfigureAwait(false) is not { } running)
            return;
        if (RunningEdit.Of(edit, running) is not { } onRunning)
            return;
        foreach (var (name, act, undo) in LiveWords.Of(onRunning))
            await StepAsync(name, act, undo).ConfigureAwait(false);
        // Of several vCPUs, some may have gone before libvirt failed.
        foreach (var (name, act, undo) in LiveResources.Of(onRunning))
            await StepAsync(name, act, undo, undoesFailure: true).ConfigureAwait(false);
    }

    /// <param name="before">The definition that stood.</param>
    /// <param name="wanted">The one that was written.</param>
    /// <param name="now">The same, with what libvirt added: addresses, controllers.</param>
    public async Task ApplyDevicesAsync(XElement before, XElement wanted, XElement now)
    {
        if (!await context.RunAsync(machine, Lane.Commands, domain => domain.IsActive, "a look whether it runs").ConfigureAwait(false))
            return;
        var (old, asked, made) = (new DomainXml(before), new DomainXml(wanted), new DomainXml(now));
        foreach (var (name, act, undo) in Devices(old, asked, made))
            await StepAsync(name, act, undo).ConfigureAwait(false);
        foreach (var (key, device) in old.DevicesByKey().Where(pair => !made.DevicesByKey().ContainsKey(pair.Key)))
            await UnplugAsync(key, device).ConfigureAwait(false);
    }

    /// <summary>libvirt asks the guest and waits some seconds at most: whether the guest let go of the device, an event tells.</summary>
    private async Task UnplugAsync(DeviceKey key, DeviceXml device)
    {
        string? alias = null;
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        // Listens before the call; the guest's time counts after it.
        var answer = edges.NextAsync(edge => edge.Machine == machine && edge.Subject == alias && edge.Kind is MachineEdgeKind.DeviceRemoved or MachineEdgeKind.DeviceKept,
            Timeout.InfiniteTimeSpan, context.Time, answered.Token);
        try
        {
            await StepAsync($"Unplug {key}", domain => Detach(domain, key, out alias), AttachAgain, AwaitGuestAsync).ConfigureAwait(false);
        }
        finally
        {
            await answered.CancelAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task AwaitGuestAsync()
        {
            if (!await HasAsync(key).ConfigureAwait(false))
                return;
            await Task.WhenAny(answer, Task.Delay(GuestPatience, context.Time, answered.Token)).ConfigureAwait(false);
            context.Cancellation.ThrowIfCancellationRequested();
            if (answer.IsCompletedSuccessfully && (await answer.ConfigureAwait(false))?.Kind is MachineEdgeKind.DeviceKept)
                throw new DefinitionException($"The guest did not give up {key}.");
            // The event may be late: what counts is whether it is there.
            if (!await HasAsync(key).ConfigureAwait(false))
                return;
            if (edit.Reach is DefinitionReach.Running)
                throw new DefinitionException($"The guest has not let go of {key}.");
            context.Note($"Unplug {key}: the guest has not let go of it yet.");
        }

        void AttachAgain(Domain domain)
        {
            if (!Has(domain, key))
                domain.AttachDevice(device.ToXml(), Live);
        }
    }

    private Task<bool> HasAsync(DeviceKey key) => context.RunAsync(machine, Lane.Commands, domain => domain.IsActive && Has(domain, key), "a look at its devices");

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
                context.Note($"{name}: takes effect at the next start. {error.Message}");
            }
        }, undo: () => touched ? context.RunAsync(machine, Lane.Commands, undo, "taking back a change while it runs") : Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>Runs the call and removes values that viewers may not read from its errors.</summary>
    /// <param name="call">The call.</param>
    /// <param name="touched">Called with true when the machine may have changed, and with false when libvirt refused
    /// the change.</param>
    private static Action<Domain> Told(Action<Domain> call, Action<bool> touched) => domain =>
    {
        touched(true);
        try
        {
            call(domain);
        }
        catch (LibvirtException error)
        {
            touched(error.Domain is LibvirtErrorDomain.Rpc or LibvirtErrorDomain.Remote);
            var said = DefinitionMask.HideIn(error.Message, domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
            throw new LibvirtException(error.Code, error.Domain, said, error.Number);
        }
    };

    private static bool IsForNextStart(Exception error) => error is DefinitionException or LibvirtException
    {
        Code: LibvirtErrorCode.OperationUnsupported or LibvirtErrorCode.ConfigurationUnsupported or LibvirtErrorCode.NoSupport
            or LibvirtErrorCode.ArgumentUnsupported or LibvirtErrorCode.OperationFailed or LibvirtErrorCode.InternalError or LibvirtErrorCode.XmlError
            or LibvirtErrorCode.DeviceMissing or LibvirtErrorCode.OperationInvalid,
    };

    private static IEnumerable<(string, Action<Domain>, Action<Domain>)> Devices(DomainXml old, DomainXml wanted, DomainXml now)
    {
        var (before, asked, after) = (old.DevicesByKey(), wanted.DevicesByKey(), now.DevicesByKey());
        foreach (var (key, device) in after.Where(pair => !before.ContainsKey(pair.Key) && !IsLibvirtsOwn(pair.Key)))
            yield return ($"Plug in {key}", Attach(WithoutGivenAddress(key, device)), domain => Detach(domain, key, out _));
        foreach (var (key, device) in after.Where(pair => before.ContainsKey(pair.Key)))
        {
            var was = before[key];
            if (!XNode.DeepEquals(was.Element, device.Element))
                yield return ($"Change {key}", Update(key, was, device), Update(key, device, was));
        }

        // libvirt adds the controller for a new device to the running machine by itself.
        bool IsLibvirtsOwn(DeviceKey key) => key.Kind == "controller" && !asked.ContainsKey(key);

        // libvirt has given the device an address in the definition; in the running machine that address may be in use.
        string WithoutGivenAddress(DeviceKey key, DeviceXml device)
        {
            if (asked.TryGetValue(key, out var own) && own.Element.Element("address") is not null)
                return device.ToXml();
            var copy = new XElement(device.Element);
            copy.Elements("address").Remove();
            return SafeXml.Format(copy);
        }
    }

    private static Action<Domain> Attach(string device) => domain => domain.AttachDevice(device, Live);

    private static void Detach(Domain domain, DeviceKey key, out string? alias)
    {
        var device = Find(domain, key);
        alias = device.Alias;
        if (alias is not null)
            domain.DetachDeviceAlias(alias, Live);
        else
            domain.DetachDevice(device.ToXml(), Live);
    }

    private static bool Has(Domain domain, DeviceKey key) => DomainXml.TryParse(domain.GetXml(), out var live) && live.DevicesByKey().ContainsKey(key);

    /// <summary>
    /// Updates a device and checks that it changed: libvirt 9.0 reports success for some updates that do nothing.
    /// </summary>
    private static Action<Domain> Update(DeviceKey key, DeviceXml was, DeviceXml device) => domain =>
    {
        domain.UpdateDevice(device.ToXml(), Live);
        var (old, wanted, live) = (Outline(was), Outline(device), Outline(Find(domain, key)));
        if (old.ChangesTo(wanted).FirstOrDefault(change => !live.AgreesAt(change.Path, wanted)) is { } ignored)
            throw new DefinitionException($"libvirt took the change of {key}, and yet {ignored.Path} is as it was.");
    };

    private static DeviceXml Find(Domain domain, DeviceKey key) =>
        DomainXml.TryParse(domain.GetXml(DomainXmlFlags.Secure), out var live) && live.DevicesByKey().TryGetValue(key, out var device)
            ? device
            : throw new DefinitionException($"The machine that runs has no {key}.");

    // Only compared, never shown.
    private static DefinitionOutline Outline(DeviceXml device) => DefinitionOutline.Of(device.Element, DefinitionSecrets.Of(device.Element, device.Element), secret => secret);
}
