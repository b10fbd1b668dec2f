using Microsoft.Extensions.Localization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;

namespace WebConsole.Components.Layout.Palette;

/// <summary>
/// Everything that the palette can find for the current user: pages, visible objects, and their available actions. It
/// is created again for each typed letter, so it needs no subscriptions.
/// </summary>
public sealed class PaletteCatalogue(
    VisibleInventory inventory, SessionRegistry sessions, SubjectFinder subjects, AvailableActions available, ActionRegistry registry,
    RecentObjects recent, IStringLocalizer<PaletteCatalogue> text)
{
    /// <summary>
    /// The entries that match <paramref name="match"/>; for an empty text, the recent objects and the pages.
    /// </summary>
    public PaletteFound Find(PaletteMatch match) =>
        match.IsEmpty ? PaletteFound.Of([.. Recent(), .. Pages()]) : PaletteFound.Of(Pages().Concat(Objects(match)), match, recent.Visited);

    private IEnumerable<PaletteEntry> Recent()
    {
        var (snapshot, here) = (inventory.Current, recent.Here);
        return from id in recent.Visited
               where id != here
               let subject = snapshot.Find(id)
               where subject is not null
               select Lead(subject, WhereIs(snapshot, subject)) with { Group = text["Recent"] };
    }

    private IEnumerable<PaletteEntry> Pages()
    {
        foreach (var page in NavPages.All)
            yield return Page(page.Id, text[page.Word], page.Icon) with { Url = page.Url };
        yield return Theme("dark", text["Dark"], Icons.Material.Outlined.DarkMode);
        yield return Theme("light", text["Light"], Icons.Material.Outlined.LightMode);
        yield return Theme("system", text["As the system"], Icons.Material.Outlined.Computer);
        yield return Page("sign-out", text["Sign out"], Icons.Material.Outlined.Logout) with { Presses = $"[form={SignOutForm.FormId}]" };
    }

    private PaletteEntry Page(string id, string name, string icon) =>
        new() { Key = $"page/{id}", Kind = PaletteKind.Page, Icon = icon, Name = name, Group = text["Pages"] };

    // The same as the items of ThemeMenu, which work in the browser only.
    private PaletteEntry Theme(string choice, string word, string icon) =>
        Page($"theme-{choice}", word, icon) with { Verb = text["Theme:"], Presses = $"[data-theme-choice={choice}]" };

    private IEnumerable<PaletteEntry> Objects(PaletteMatch match)
    {
        var snapshot = inventory.Current;
        ISubject[] known = [.. snapshot.Hosts, .. snapshot.Machines.Values, .. snapshot.StoragePools.Values, .. snapshot.Networks.Values, .. snapshot.Filters.Values];
        return known.SelectMany(subject => With(subject, snapshot))
            // Definitions are read for it, so only those of machines whose names are typed out, with a part of the device's.
            .Concat(snapshot.Machines.Values.Where(machine => match.Spells(machine.Name)).SelectMany(machine => MachineDevice.AllOf(machine)).Where(device => match.Touches(device.ShortName)).SelectMany(device => ActionsOn(device, WhereIs(snapshot, device), device.Key.ToString())))
            .Concat(snapshot.NodeDevices.Values.Where(device => match.Spells(device.Name)).SelectMany(device => ActionsOn(device, WhereIs(snapshot, device), HostDevice.Of(device).Words)))
            .Concat(snapshot.Volumes.SelectMany(pool => pool.Value.Listed.SelectMany(volume => OfVolume(pool.Key, volume, snapshot, match))))
            .Concat(sessions.Current.Where(session => available.May(Right.See, ((ISubject)session).Id)).SelectMany(session => ActionsOn(session, null, "")));
    }

    private IEnumerable<PaletteEntry> With(ISubject subject, InventorySnapshot snapshot)
    {
        var entry = Lead(subject, WhereIs(snapshot, subject));
        yield return entry;
        if (subject is Machine { IsActive: true, Displays.IsEmpty: false } machine)
            yield return entry with { Key = $"{entry.Key}/console", Kind = PaletteKind.Page, Icon = Icons.Material.Outlined.Monitor, Verb = text["Console of"], Url = AppUrls.Machine(machine.Id, "console") };
        foreach (var action in ActionsOn(subject, entry.Where, entry.Also))
            yield return action;
    }

    private IEnumerable<PaletteEntry> ActionsOn(ISubject subject, string? where, string also) => available.For(subject).Now.Select(action => new PaletteEntry
    {
        Key = $"{subject.Id}/{action.Word}",
        Kind = PaletteKind.Action,
        Icon = action.Icon,
        Verb = text[action.Label],
        Name = subject.Name,
        Where = where,
        Also = $"{action.Word}\n{also}",
        Subject = subject,
        Action = action,
    });

    // There may be thousands of objects, so an object's actions are listed only if a part of its name was typed.
    private IEnumerable<PaletteEntry> OfVolume((string Host, Guid Pool) key, StorageVolume volume, InventorySnapshot snapshot, PaletteMatch match)
    {
        if (!match.Touches(volume.Name))
            return [];
        var id = ObjectId.Volume(key.Host, key.Pool, volume.Name);
        var pool = snapshot.StoragePools.GetValueOrDefault(key)?.Name;
        var where = OnHost(snapshot, key.Host, pool is null ? null : text["in {0}", pool].Value);
        var entry = new PaletteEntry
        {
            Key = id.ToString(), Kind = PaletteKind.Volume, Icon = Icons.Material.Outlined.SdStorage, Name = volume.Name, Where = where, Also = $"{pool}\n{key.Host}", Url = AppUrls.Of(id),
        };
        return registry.Of(ObjectKind.Volume).Any() && subjects.Find(id) is { } subject ? ActionsOn(subject, where, entry.Also).Prepend(entry) : [entry];
    }

    private static PaletteEntry Lead(ISubject subject, string? where)
    {
        var (kind, icon, also) = subject switch
        {
            Machine machine => (PaletteKind.Machine, MachineIcons.Of(machine.Icon),
                string.Join('\n', [machine.Title, .. machine.Tags, machine.Id.Uuid.ToString("D"), machine.Id.Host, .. machine.Addresses, .. machine.EarlierAddresses, .. machine.MacAddresses])),
            StoragePool pool => (PaletteKind.Pool, Icons.Material.Outlined.Storage, $"{pool.Host}\n{pool.Uuid:D}"),
            Network network => (PaletteKind.Network, Icons.Material.Outlined.Lan, $"{network.Host}\n{network.Bridge}\n{network.Uuid:D}"),
            NetworkFilter filter => (PaletteKind.Filter, Icons.Material.Outlined.FilterAlt, $"{filter.Host}\n{filter.Uuid:D}"),
            _ => (PaletteKind.Host, Icons.Material.Outlined.Dns, ""),
        };
        return new() { Key = subject.Id.ToString(), Kind = kind, Icon = icon, Name = subject.Name, Where = where, Also = also, Subject = subject, Url = AppUrls.Of(subject.Id) };
    }

    private string? WhereIs(InventorySnapshot snapshot, ISubject subject) =>
        subject.Id.Kind is ObjectKind.Host ? null : OnHost(snapshot, subject.Id.Host, subject is Machine { Title: { } title } && title != subject.Name ? title : null);

    private string? OnHost(InventorySnapshot snapshot, string host, string? before) => snapshot.Hosts.Length < 2 ? before
        : before is null ? text["on {0}", host].Value : $"{before} · {text["on {0}", host]}";
}
