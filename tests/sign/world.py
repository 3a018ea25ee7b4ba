"""One set of keys and one report with its three signatures, made once for all tests of a script."""
import zlib

import cms_maker
import pdf_edit
from signing import LATER, NAMES, NOW, ROLES, Authority, final_report, folder, read, sign, verify

SIGNED_AT = b"D:20261125030000Z"


class World:
    def __init__(self, template="board", **more):
        self.path = folder()
        self.ca = Authority(self.path + "/ca")
        for role, key in zip(ROLES, ("P-256", "3072", "P-256")):
            self.ca.person(role, key=key)
        self.report, self.answers = final_report(self.path + "/report", template, **more)
        self.states = [read(self.report)]
        for role in ROLES:
            done = sign(self.report, role, self.ca.at(role + ".p12"), "--trust", self.ca.root)
            if done.code:
                raise RuntimeError(repr(done))
            self.states.append(read(self.report))
        self.unsigned, self.one, self.two, self.three = self.states

    def judge(self, data, *more, trust=True, time=LATER):
        """Exit code and result of verify for these bytes."""
        path = self.path + "/case.pdf"
        with open(path, "wb") as file:
            file.write(data)
        return verify(path, self.ca.root if trust else None, *more, time=time)

    def stamp(self):
        """The drawing of the last visible mark."""
        pdf = pdf_edit.Pdf(self.three)
        body = pdf.body(pdf.size - 2)
        return zlib.decompress(body[body.index(b"stream\n") + 7:-len(b"\nendstream")])

    def forge(self, data, role, signer=None, name=None, knobs=None, certificate=None, chain=("issuer",), time=SIGNED_AT, reason=None,
              covered=None, authority=None, **more):
        """A signature of `role` by other hands: as the program's own, unless a knob says otherwise."""
        ca, signer = authority or self.ca, signer or role
        position = ROLES.index(role)
        field = pdf_edit.Pdf(data).fields()[position]
        out, start, end = pdf_edit.signature_revision(data, field, name or NAMES.get(signer, signer), reason or role, time,
                                                      self.stamp(), **more)
        document = covered(out, start, end) if covered else out[:start] + out[end:]
        value = cms_maker.make(cms_maker.pem(ca.at((certificate or signer) + ".pem")), ca.at(signer + ".key"), document,
                               [cms_maker.pem(ca.at(link + ".pem")) for link in chain], **(knobs or {}))
        return pdf_edit.set_contents(out, start, end, value)

    def forge_three(self, data, **more):
        data = self.forge(data, "prepared", certify=True, **more)
        return self.forge(self.forge(data, "reviewed", **more), "approved", **more)


__all__ = ["World", "NOW", "LATER", "ROLES"]
