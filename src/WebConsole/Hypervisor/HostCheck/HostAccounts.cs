using System.Globalization;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Users and groups as <c>/etc/passwd</c> and <c>/etc/group</c> have them, where system users like libvirt's stand.</summary>
internal sealed class HostAccounts(HostFiles files)
{
    private readonly List<string[]> _users = Lines(files, "etc/passwd", fields: 4);
    private readonly List<string[]> _groups = Lines(files, "etc/group", fields: 4);

    public string UserName(uint id) => NameOf(_users, id);

    public string GroupName(uint id) => NameOf(_groups, id);

    /// <summary>The groups of a process that runs as the user: the one given, the user's own, and those the user is a member of.</summary>
    public IReadOnlySet<uint> GroupsOf(uint userId, uint groupId)
    {
        var name = UserName(userId);
        var own = _users.Where(user => user[0] == name).Select(user => user[3]);
        var others = _groups.Where(group => group[3].Split(',').Contains(name)).Select(group => group[2]);
        return own.Concat(others).Select(Number).OfType<uint>().Append(groupId).ToHashSet();
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string NameOf(List<string[]> accounts, uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return accounts.FirstOrDefault(account => account[2] == number)?[0] ?? number;
    }

    private static List<string[]> Lines(HostFiles files, string path, int fields) =>
        [.. (files.Read(path) ?? "").Split('\n').Select(line => line.Split(':')).Where(line => line.Length >= fields)];
}
